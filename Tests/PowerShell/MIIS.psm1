# Simulated cmdlets of a MIM synchronization server, as far as the scripts of ldapfix use them: the server's
# configuration is a folder, and an import fails as it is told.

$script:State = $null

# Starts anew with the files of a folder. Fail names what is to go wrong:
#   ImportStopsHalfway, ImportLosesSetting, NoPathParameter, ServiceStaysStopped
function Reset-MIISSimulation {
    param([string] $Store, [string[]] $Fail = @())
    $script:State = @{ Store = $Store; Fail = $Fail; Imports = 0; Exports = 0; Restarts = 0; ServiceStatus = 'Running' }
}

function Get-MIISSimulation { return $script:State }

function Copy-Store {
    param([string] $Path)
    $script:State.Exports++
    foreach ($file in @(Get-ChildItem -LiteralPath $script:State.Store -File)) {
        Copy-Item -LiteralPath $file.FullName -Destination (Join-Path -Path $Path -ChildPath $file.Name)
    }
}

function Export-WithPath {
    [CmdletBinding()]
    param([string] $Path)
    Copy-Store -Path $Path
}

function Export-WithoutPath {
    [CmdletBinding(PositionalBinding = $false)]
    param([string] $Folder)
    Copy-Store -Path $Folder
}

function Export-MIISServerConfig {
    if ($script:State.Fail -contains 'NoPathParameter') { Export-WithoutPath @args } else { Export-WithPath @args }
}

# Stands for svrexport.exe.
function Invoke-SvrExport {
    param([string] $Folder)
    Copy-Store -Path $Folder
    $global:LASTEXITCODE = 0
}

function Import-MIISServerConfig {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([Parameter(Mandatory = $true)] [string] $Path)
    if (-not $PSCmdlet.ShouldProcess($Path)) { return }
    $script:State.Imports++
    $done = 0
    foreach ($file in @(Get-ChildItem -LiteralPath $Path -File | Sort-Object -Property Name)) {
        if ($script:State.Fail -contains 'ImportStopsHalfway' -and $done -eq 1) { throw 'Simulated: the import stopped.' }
        $target = Join-Path -Path $script:State.Store -ChildPath $file.Name
        Copy-Item -LiteralPath $file.FullName -Destination $target -Force
        if ($script:State.Fail -contains 'ImportLosesSetting') {
            $text = [System.IO.File]::ReadAllText($target)
            [System.IO.File]::WriteAllText($target, $text.Replace('<sign-and-seal>1<', '<sign-and-seal>0<'))
        }
        $done++
    }
}

Export-ModuleMember -Function Reset-MIISSimulation, Get-MIISSimulation, Export-MIISServerConfig, Invoke-SvrExport, Import-MIISServerConfig
