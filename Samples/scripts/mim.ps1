#requires -Version 5.1
<#
.SYNOPSIS
    Imports the corrected configuration into a Microsoft Identity Manager synchronization server.

.DESCRIPTION
    Takes a folder that holds a whole server export: the connectors' files that ldapfix corrected, and
    the rest as it was. The script checks the server, your rights and the folder,
    exports the server's configuration as a backup, imports the folder, exports again and compares, says for
    which connectors credentials must be set again, and restarts the service FIMSynchronizationService.
    An import overwrites every connector of the folder and the metaverse's configuration, and it can stop
    half-way: the comparison shows what came in. Let no run profile run meanwhile.

.PARAMETER Path
    The folder with the corrected files: MA-*.xml and MV.xml, all of a server export and nothing else.
.PARAMETER BackupPath
    The folder for the two exports; a new folder beside this script if not given.
.PARAMETER SvrExport
    Where svrexport.exe is, for servers without the cmdlet Export-MIISServerConfig.
.PARAMETER NoRestart
    Leaves the restart of the service to you.
.PARAMETER AdminGroup
    The group that administers synchronization here, if it is not FIMSyncAdmins.
.PARAMETER Force
    Leaves out the second questions: of a rollback, and of a connector whose version on the server is not
    the file's. The first one is left out by -Confirm:$false.

.EXAMPLE
    .\mim.ps1 -Path D:\Corrected -WhatIf

    Checks the server, your rights and the folder, and changes nothing.
.EXAMPLE
    .\mim.ps1 -Path D:\Corrected -BackupPath D:\Backup

.OUTPUTS
    One object for each setting: connector, place, before, in the folder, after and result.

.NOTES
    Documented by Microsoft: Import-MIISServerConfig with -Path, svrexport.exe with a folder, that an import
    takes every file of the folder, that passwords are not exported, the group and the service. Overwriting
    needs FIM 2010 R2 SP1 or newer. Not documented, and assumed: that Export-MIISServerConfig takes -Path as
    the import does; where it does not, svrexport.exe is used.
    Proven only by reading back: that the setting came in. The export after the import is compared.
    Tested: with a parser, and against simulated cmdlets in PowerShell 7 where that is at hand
    (Tests/PowerShell in the source of ldapfix). Not tested: a live server, Windows PowerShell 5.1, the
    checks of rights.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
[OutputType([System.Management.Automation.PSCustomObject])]
param(
    [Parameter(Mandatory = $true, Position = 0)] [string] $Path,
    [string] $BackupPath = '',
    [string] $SvrExport = 'svrexport.exe',
    [switch] $NoRestart,
    [string] $AdminGroup = 'FIMSyncAdmins',
    [switch] $Force
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

#region Plan
# Written by ldapfix 0.1.0. Imports 1 connector with signing and sealing turned on.
# From mim.xml, SHA-256 063031EE7E0A884045B1E22944CD0777E9852541DB87777FD6C1DBBF3C2DDE1F
$Plan = @{
    Tool       = 'ldapfix 0.1.0'
    Direction  = 'apply'
    Exports    = @(
        @{ Name = 'mim.xml'; Sha256 = '063031EE7E0A884045B1E22944CD0777E9852541DB87777FD6C1DBBF3C2DDE1F' }
    )
    Connectors = @(
        @{
            Identifier = '{14C9C7FA-B0BF-4810-9472-7FDD63C5C008}'
            Name       = 'Fabrikam staff'
            Forest     = 'fabrikam.com'
            Category   = 'AD'
            File       = 'mim.xml'
            Sha256After = '5B896EBCA5DDC78187A7003C64AAAB18A18A2811F1D8DBE57CDDCF0728DD823E'
            Settings   = @(
                @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Connect to Active Directory Forest > Options' }
                @{ Place = 'partition'; Partition = 'DC=fabrikam,DC=com'; PartitionIdentifier = '{05ce0fb6-76fa-4612-9984-cb998b3e3dd9}'; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
                @{ Place = 'partition'; Partition = 'DC=lab,DC=fabrikam,DC=com'; PartitionIdentifier = '{5502733a-360a-4de5-abbd-e87228b5e6f1}'; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
            )
            ByHand     = @(
            )
        }
    )
}
#endregion Plan

#region Rights
function Test-Elevation {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList $identity
    return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}

# A group of this computer or of the user's domain.
function Test-Membership {
    param([string] $Group)
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList $identity
    foreach ($name in @($Group, "$env:COMPUTERNAME\$Group", "$env:USERDOMAIN\$Group")) {
        try { if ($principal.IsInRole([string] $name)) { return $true } }
        catch { Write-Verbose -Message "The group '$name' cannot be looked up: $_" }
    }
    return $false
}
#endregion Rights

function Assert-Server {
    param([string] $Group, [bool] $Restarts)
    if ($null -eq (Get-Command -Name Import-MIISServerConfig -ErrorAction SilentlyContinue)) {
        throw 'The cmdlet Import-MIISServerConfig is not here: run this on the synchronization server, ' +
        'in a PowerShell in which its cmdlets are loaded.'
    }
    if (-not (Test-Membership -Group $Group)) {
        throw "You do not seem to be in the group '$Group'. A membership counts from the next sign-in on; " +
        'a group of another name is given with -AdminGroup.'
    }
    if ($Restarts -and -not (Test-Elevation)) {
        throw 'A restart of the service needs a PowerShell that was started as administrator, or use -NoRestart.'
    }
}

# An identifier as it is compared and shown: without braces, blanks and characters that a terminal would obey.
function ConvertTo-Key {
    param([object] $Identifier)
    return ([string] $Identifier -replace '[{}\s\p{Cc}\p{Cf}]', '').ToLowerInvariant()
}

# A name as it can be shown: without characters that a terminal would obey.
function Format-Name {
    param([string] $Text)
    return $Text -replace '[\p{Cc}\p{Cf}\u2028\u2029]', '?'
}

# "1 value", "2 values".
function Format-Count {
    param([int] $Number, [string] $Noun)
    if ($Number -eq 1) { return "1 $Noun" }
    return "$Number ${Noun}s"
}

function Get-NodeText {
    param([System.Xml.XmlNode] $Node, [string] $XPath)
    $found = $Node.SelectSingleNode($XPath)
    if ($null -eq $found) { return '' }
    return $found.InnerText.Trim()
}

# The connectors of a folder's files, each with its settings in the order of the file.
function Get-FolderConnector {
    param([string] $Folder)
    foreach ($file in @(Get-ChildItem -LiteralPath $Folder -File | Where-Object { $_.Name -imatch '^MA-.*\.xml$' })) {
        $document = New-Object -TypeName System.Xml.XmlDocument
        $document.XmlResolver = $null
        $document.Load($file.FullName)
        foreach ($node in $document.SelectNodes('//ma-data')) {
            $partitions = @($node.SelectNodes('ma-partition-data/partition'))
            @{
                File = $file.FullName; Key = ConvertTo-Key (Get-NodeText $node 'id'); Name = Format-Name (Get-NodeText $node 'name')
                Category = Format-Name (Get-NodeText $node 'category'); Version = Get-NodeText $node 'version'
                OwnCredentials = @($partitions | Where-Object { Get-NodeText $_ 'custom-data/adma-partition-data/login-user' } |
                        ForEach-Object { Format-Name (Get-NodeText $_ 'name') })
                Settings = Get-NodeSetting -Node $node -Partitions $partitions
            }
        }
    }
}

# The value of each place of a connector, by a key that is the same in every export of it.
function Get-NodeSetting {
    param([System.Xml.XmlNode] $Node, [object[]] $Partitions)
    $settings = [ordered] @{}
    if (@('AD', 'ADAM', 'AD GAL') -notcontains (Get-NodeText $Node 'category')) { return $settings }
    $places = @(@{ Name = 'forest'; Nodes = $Node.SelectNodes('private-configuration/adma-configuration/sign-and-seal') })
    $places += @(foreach ($partition in $Partitions) {
            @{ Name = Get-NodeText $partition 'name'; Nodes = $partition.SelectNodes('custom-data/adma-partition-data//sign-and-seal') }
        })
    foreach ($place in $places) {
        $number = 0
        foreach ($found in $place.Nodes) {
            $number++
            $settings['{0} #{1}' -f $place.Name, $number] = Format-Name ($found.InnerText.Trim())
        }
    }
    return $settings
}

function Get-FileDigest {
    param([string] $File)
    return (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash
}

# Refuses a folder that an import would choke on, or that does not hold what the plan was made for.
function Assert-Folder {
    param([string] $Folder, [object[]] $Connectors, [hashtable] $Plan)
    $items = @(Get-ChildItem -LiteralPath $Folder -Force)
    $stray = @($items | Where-Object { $_.PSIsContainer -or $_.Name -inotmatch '^(MA-.*|MV)\.xml$' } | ForEach-Object { Format-Name $_.Name })
    if ($stray.Count -gt 0) { throw "An import takes every file of the folder, and these do not belong there: $($stray -join ', ')" }
    if (@($items | Where-Object { $_.Name -ieq 'MV.xml' }).Count -ne 1) { throw "MV.xml is not in ${Folder}: it needs the whole server export." }
    foreach ($planned in $Plan['Connectors']) {
        $label = '{0} ({1})' -f (Format-Name $planned.Name), (Format-Name $planned.File)
        $found = @($Connectors | Where-Object { $_.Key -eq (ConvertTo-Key $planned.Identifier) })
        if ($found.Count -ne 1) { throw "The folder has $($found.Count) files of the connector $label, not one." }
        $digest = Get-FileDigest -File $found[0].File
        if ($planned['Sha256After']) {
            if ($digest -ine $planned['Sha256After']) { throw "The file of $label is not the one that this script was made for." }
        }
        elseif (@($Plan['Exports'] | Where-Object { $_.Sha256 -ieq $digest }).Count -gt 0) {
            throw "The file of $label is the export, not the corrected file."
        }
    }
}

# Exports the server's whole configuration into a new folder.
function Export-Configuration {
    param([string] $Folder, [string] $Program)
    $null = [System.IO.Directory]::CreateDirectory($Folder)
    $done = $false
    if ($null -ne (Get-Command -Name Export-MIISServerConfig -ErrorAction SilentlyContinue)) {
        try {
            $null = Export-MIISServerConfig -Path $Folder
            $done = $true
        }
        catch [System.Management.Automation.ParameterBindingException] {
            Write-Verbose -Message "Export-MIISServerConfig takes no -Path here: $_"
        }
    }
    if (-not $done) {
        if ($null -eq (Get-Command -Name $Program -ErrorAction SilentlyContinue)) {
            throw "Neither Export-MIISServerConfig nor '$Program' can be used: give the path of svrexport.exe with -SvrExport."
        }
        $output = @(& $Program $Folder) -join [System.Environment]::NewLine
        Write-Verbose -Message $output
        if ($LASTEXITCODE -ne 0) { throw "'$Program' ended with $LASTEXITCODE." }
    }
    if (-not (Test-Path -LiteralPath (Join-Path -Path $Folder -ChildPath 'MV.xml'))) { throw "The export in $Folder has no MV.xml." }
}

# The folder's settings beside those of the exports before and after.
function Compare-Configuration {
    param([object[]] $Wanted, [object[]] $Before, [object[]] $After)
    foreach ($connector in $Wanted) {
        $old = @($Before | Where-Object { $_.Key -eq $connector.Key })
        $new = @($After | Where-Object { $_.Key -eq $connector.Key })
        foreach ($place in $connector.Settings.Keys) {
            $row = [PSCustomObject] @{
                Setting = '{0} / {1}' -f $connector.Name, (Format-Name $place)
                Before = if ($old.Count -eq 1) { [string] $old[0].Settings[$place] } else { '' }
                After = if ($new.Count -eq 1) { [string] $new[0].Settings[$place] } else { '' }
                Result = 'as in the folder'; Connector = $connector.Name; Identifier = $connector.Key
                Folder = [string] $connector.Settings[$place]
            }
            if ($row.After -cne $row.Folder) { $row.Result = 'not as in the folder' }
            # Of these columns makes the console a table.
            $columns = [System.Management.Automation.PSPropertySet]::new(
                'DefaultDisplayPropertySet', [string[]] @('Setting', 'Before', 'After', 'Result'))
            $row | Add-Member -MemberType MemberSet -Name PSStandardMembers -Value ([System.Management.Automation.PSMemberInfo[]] @($columns))
            $row
        }
    }
}

function Show-Credential {
    param([object[]] $Connectors)
    Write-Warning -Message 'Passwords are not exported. Set the credentials again, in Properties of each of these connectors:'
    foreach ($connector in $Connectors) {
        $own = ''
        if ($connector.OwnCredentials.Count -gt 0) { $own = '; also those of the partitions {0}' -f ($connector.OwnCredentials -join ', ') }
        Write-Warning -Message ('  {0} {1} ({2}){3}' -f $connector.Name, $connector.Key, $connector.Category, $own)
    }
}

function Invoke-ServiceRestart {
    Restart-Service -Name FIMSynchronizationService
    for ($waited = 0; (Get-Service -Name FIMSynchronizationService).Status -ne 'Running'; $waited += 5) {
        if ($waited -ge 300) { throw 'The service FIMSynchronizationService does not run 5 minutes after its restart.' }
        Write-Progress -Activity 'Restarting FIMSynchronizationService' -Status "$waited seconds"
        Start-Sleep -Seconds 5
    }
    Write-Progress -Activity 'Restarting FIMSynchronizationService' -Completed
}

if (-not $PSBoundParameters.ContainsKey('InformationAction')) { $InformationPreference = 'Continue' }
if (@($Plan['Connectors']).Count -eq 0) { throw 'This script has no plan: ldapfix script writes one that has.' }
$rollback = $Plan['Direction'] -eq 'rollback'

Assert-Server -Group $AdminGroup -Restarts (-not $NoRestart)
$folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if (-not (Test-Path -LiteralPath $folder -PathType Container)) { throw "There is no folder $folder" }
$wanted = @(Get-FolderConnector -Folder $folder)
Assert-Folder -Folder $folder -Connectors $wanted -Plan $Plan

$names = @($wanted | ForEach-Object { $_.Name }) -join ', '
if (-not $PSCmdlet.ShouldProcess($folder, "Import MV.xml and $(Format-Count $wanted.Count 'connector') over those of this server: $names")) { return }
$question = 'This makes connectors LESS secure: their LDAP traffic goes unsigned and unencrypted again. Go on?'
if ($rollback -and -not $Force -and -not $PSCmdlet.ShouldContinue($question, 'Rollback')) { return }

if (-not $BackupPath) { $BackupPath = Join-Path -Path $PSScriptRoot -ChildPath 'ldapfix-backup' }
$BackupPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($BackupPath)
$stamp = Get-Date -Format 'yyyyMMdd-HHmmss'
$backup = Join-Path -Path $BackupPath -ChildPath "$stamp-before"
Export-Configuration -Folder $backup -Program $SvrExport
$before = @(Get-FolderConnector -Folder $backup)
Write-Information -MessageData "The configuration is backed up in $backup"

$rows = @(Compare-Configuration -Wanted $wanted -Before $before -After $before)
if (@($rows | Where-Object { $_.Result -ne 'as in the folder' }).Count -eq 0) {
    $rows
    Write-Information -MessageData 'All settings are as in the folder already: nothing was imported.'
    return
}
$changed = @($wanted | Where-Object {
        $connector = $_
        @($before | Where-Object { $_.Key -eq $connector.Key -and $_.Version -eq $connector.Version }).Count -ne 1
    } | ForEach-Object { $_.Name })
if ($changed.Count -gt 0) {
    $question = "These are not on the server, or in another version than in the folder: $($changed -join ', '). " +
    'What was changed since the export would be lost. Import all the same?'
    if (-not $Force -and -not $PSCmdlet.ShouldContinue($question, 'Another version')) { return }
}
$ConfirmPreference = 'None'

$failure = ''
try { $null = Import-MIISServerConfig -Path $folder }
catch { $failure = "The import stopped, maybe half-way: $_" }
$check = Join-Path -Path $BackupPath -ChildPath "$stamp-after"
$after = @()
try {
    Export-Configuration -Folder $check -Program $SvrExport
    $after = @(Get-FolderConnector -Folder $check)
}
catch { $failure = "$failure The export after the import failed: $_".Trim() }
$rows = @(Compare-Configuration -Wanted $wanted -Before $before -After $after)
$rows
Show-Credential -Connectors $wanted
$differing = @($rows | Where-Object { $_.Result -ne 'as in the folder' }).Count
if ($differing -gt 0 -and -not $failure) { $failure = "Not as in the folder after the import: $(Format-Count $differing 'setting')." }
if ($failure) {
    throw "$failure Nothing was restarted. To go back, import the backup: Import-MIISServerConfig -Path '$backup'"
}
if ($NoRestart) { Write-Warning -Message 'The service was not restarted. Run: Restart-Service -Name FIMSynchronizationService' }
else { Invoke-ServiceRestart }
