#requires -Version 7.0
<#
.SYNOPSIS
    Runs the scripts of ldapfix against a simulated module ADSync and simulated cmdlets of MIM.
.DESCRIPTION
    Prints each failed claim, then "N passed, N failed". Run it as: pwsh -NoProfile -NonInteractive -File Run.ps1
    What is simulated: the modules ADSync and MIM's cmdlets (ADSync.psm1, MIIS.psm1), Get-Service,
    Restart-Service and Start-Sleep (functions of these names below), and the region Rights of each script,
    since the types in it exist only on Windows. All else is run as it is in the templates.
.PARAMETER Templates
    The folder of the templates.
.PARAMETER Samples
    The folder of the sample exports.
#>
[CmdletBinding()]
param(
    [string] $Templates = (Join-Path -Path $PSScriptRoot -ChildPath '../../Sources/Emitter/PowerShell'),
    [string] $Samples = (Join-Path -Path $PSScriptRoot -ChildPath '../../Samples')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$script:passed = 0
$script:failed = 0
$scratch = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath "ldapfix-$PID"
$null = [System.IO.Directory]::CreateDirectory((Join-Path -Path $scratch -ChildPath 'Modules/ADSync'))
Copy-Item -LiteralPath (Join-Path -Path $PSScriptRoot -ChildPath 'ADSync.psm1') -Destination (Join-Path -Path $scratch -ChildPath 'Modules/ADSync')
$env:PSModulePath = (Join-Path -Path $scratch -ChildPath 'Modules') + [System.IO.Path]::PathSeparator + $env:PSModulePath
Import-Module -Name ADSync -Force -Global
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'MIIS.psm1') -Force -Global

# The cmdlets of Windows that the scripts use, for both services.
function global:Get-Service {
    param([string] $Name)
    $state = if ($Name -eq 'ADSync') { Get-Simulation } else { Get-MIISSimulation }
    [PSCustomObject] @{ Name = $Name; Status = $state.ServiceStatus }
}
function global:Restart-Service {
    param([string] $Name)
    $state = if ($Name -eq 'ADSync') { Get-Simulation } else { Get-MIISSimulation }
    $state.Restarts++
    if ($state.Fail -contains 'ServiceStaysStopped') { $state.ServiceStatus = 'Stopped' }
}
function global:Start-Sleep {
    param([double] $Seconds)
    (Get-Simulation).SleptSeconds += $Seconds
}

function Assert-That {
    param([string] $Claim, [bool] $Holds)
    if ($Holds) { $script:passed++ }
    else {
        $script:failed++
        Write-Output "failed: $Claim"
    }
}

# A copy of a template with a plan and simulated rights.
function Get-TestScript {
    param([string] $Name, [string] $Plan, [bool] $Elevated = $true, [bool] $Member = $true)
    $text = [System.IO.File]::ReadAllText((Join-Path -Path $Templates -ChildPath $Name))
    $rights = "function Test-Elevation { return `$$Elevated }`r`nfunction Test-Membership { param([string] `$Group) return `$$Member }`r`n"
    foreach ($region in @(@('Plan', $Plan), @('Rights', $rights))) {
        if ($region[1] -eq '') { continue }
        $start = $text.IndexOf("#region $($region[0])`r`n") + "#region $($region[0])`r`n".Length
        $end = $text.IndexOf("#endregion $($region[0])`r`n")
        $text = $text.Substring(0, $start) + $region[1] + "`r`n" + $text.Substring($end)
    }
    $file = Join-Path -Path $scratch -ChildPath ('{0}-{1}' -f [guid]::NewGuid(), $Name)
    [System.IO.File]::WriteAllText($file, $text)
    return $file
}

# Runs a script; gives its rows, what it said, and its error, also where it ended with one.
function Invoke-TestScript {
    param([string] $File, [hashtable] $Arguments = @{})
    $items = New-Object -TypeName System.Collections.ArrayList
    $problem = ''
    try { & $File @Arguments 3>&1 6>&1 | ForEach-Object { $null = $items.Add($_) } }
    catch { $problem = "$_" }
    $records = @([System.Management.Automation.WarningRecord], [System.Management.Automation.InformationRecord])
    return @{
        Rows = @($items | Where-Object { $records -notcontains $_.GetType() }); Error = $problem
        Text = (@($items | Where-Object { $records -contains $_.GetType() } | ForEach-Object { "$_" }) -join "`n")
    }
}

# --- Entra Connect

$contoso = '6c09e323-b46f-4ab7-8eef-906badfc4c57'
$fabrikam = 'ed2f0444-c6bd-4a79-ac55-61025088e04c'
$root = '4cca7f0d-2e47-4077-9d1c-d969da6846fd'
$emea = '49d93a87-3aad-4149-a16c-2da1a84396a2'
$lab = '5502733a-360a-4de5-abbd-e87228b5e6f1'

function Get-PlanText {
    param([string] $Direction = 'apply', [string] $Value = '1', [string] $Was = '0')
    $setting = "Parameter = 'sign-and-seal'; Value = '$Value'; Was = '$Was'"
    return @"
`$Plan = @{
    Tool = 'ldapfix'; Direction = '$Direction'; Exports = @( @{ Name = 'Connector_x.xml'; Sha256 = 'AB' } )
    Connectors = @(
        @{
            Identifier = '{$($contoso.ToUpperInvariant())}'; Name = 'contoso.com'; Forest = 'contoso.com'; Category = 'AD'
            Settings = @(
                @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; $setting; Dialog = 'Forest dialog' }
                @{ Place = 'partition'; Partition = 'DC=contoso,DC=com'; PartitionIdentifier = '{$root}'; $setting; Dialog = 'Partition dialog' }
                @{ Place = 'partition'; Partition = 'DC=emea,DC=contoso,DC=com'; PartitionIdentifier = '{$emea}'; $setting; Dialog = 'Partition dialog' }
            )
            ByHand = @( @{ Place = 'credentials'; Partition = 'DC=emea,DC=contoso,DC=com'; What = 'sign-and-seal'; Dialog = 'Credentials dialog' } )
        }
        @{
            Identifier = '{$fabrikam}'; Name = 'fabrikam.com'; Forest = 'fabrikam.com'; Category = 'AD'
            Settings = @( @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; $setting; Dialog = 'Forest dialog' } )
            ByHand = @()
        }
    )
}
"@
}

# A server: Value is what it says today; Other makes it another server, with identifiers of its own.
function Initialize-Server {
    param([object] $Value = '0', [string[]] $Fail = @(), [int] $CyclePolls = 0, [bool] $SchedulerEnabled = $true, [bool] $Other, [string] $Forest = 'contoso.com', [object] $EmeaValue = $Value)
    Reset-Simulation -Fail $Fail -CyclePolls $CyclePolls -SchedulerEnabled $SchedulerEnabled
    $ids = @($contoso, $root, $emea, $fabrikam)
    if ($Other) { $ids = @(1..4 | ForEach-Object { [string] [guid]::NewGuid() }) }
    Add-SimulatedConnector -Name 'contoso.onmicrosoft.com - AAD' -Identifier ([guid]::NewGuid()) -Type 'Extensible2'
    Add-SimulatedConnector -Name 'Contoso.com' -Identifier $ids[0] -Forest $Forest -Value $Value -Partitions @(
        @('dc=contoso,DC=com', $ids[1], $Value), @('DC=emea,DC=contoso,DC=com', $ids[2], $EmeaValue))
    Add-SimulatedConnector -Name 'fabrikam.com' -Identifier $ids[3] -Forest 'fabrikam.com' -Value $Value
}

function Get-ServerValue {
    foreach ($connector in @(Get-ADSyncConnector | Where-Object { $_.ConnectorTypeName -eq 'AD' })) {
        foreach ($parameters in @(, $connector.ConnectivityParameters) + @($connector.Partitions | ForEach-Object { , $_.Parameters })) {
            if ($parameters.Contains('sign-and-seal')) { $parameters['sign-and-seal'].Value } else { '-' }
        }
    }
}

# One scenario: the server, the arguments, and what must come of it.
function Test-Apply {
    param(
        [string] $Title, [hashtable] $Server = @{}, [hashtable] $Arguments = @{}, [string] $Values = '1 1 1 1', [string] $Problem = '',
        [int] $Restarts = 1, [string[]] $Says = @(), [int] $Saves = -1, [string] $SchedulerCalls = 'False True', [string] $Plan = (Get-PlanText),
        [bool] $Elevated = $true, [bool] $Member = $true
    )
    Initialize-Server @Server
    $all = @{ Confirm = $false; BackupPath = (Join-Path -Path $scratch -ChildPath ([guid]::NewGuid())) }
    foreach ($key in $Arguments.Keys) { $all[$key] = $Arguments[$key] }
    $result = Invoke-TestScript -File (Get-TestScript -Name 'EntraConnect.ps1' -Plan $Plan -Elevated $Elevated -Member $Member) -Arguments $all
    $state = Get-Simulation
    $got = @(Get-ServerValue) -join ' '
    Assert-That "${Title}: the values are $Values, not $got" ($got -eq $Values)
    Assert-That "${Title}: the error is like '$Problem', not '$($result.Error)'" $(if ($Problem) { $result.Error -like "*$Problem*" } else { $result.Error -eq '' })
    Assert-That "${Title}: $Restarts restarts, not $($state.Restarts)" ($state.Restarts -eq $Restarts)
    Assert-That "${Title}: the scheduler was set to '$SchedulerCalls', not '$($state.SchedulerCalls)'" ("$($state.SchedulerCalls)" -eq $SchedulerCalls)
    if ($Saves -ge 0) { Assert-That "${Title}: $Saves saves, not $($state.Saves)" ($state.Saves -eq $Saves) }
    foreach ($word in $Says) { Assert-That "${Title}: it says '$word'" ($result.Text -like "*$word*") }
    $script:last = $result
}

Test-Apply 'The first way' -Saves 2 -Says 'backed up', 'Credentials dialog'
Assert-That 'a row for each value' ($script:last.Rows.Count -eq 4)
Assert-That 'rows say what came of it' (@($script:last.Rows | Where-Object { $_.Before -eq '0' -and $_.After -eq '1' -and $_.Result -eq 'changed' }).Count -eq 4)
Assert-That 'two exports of the configuration' ((Get-Simulation).Backups -eq 2)
Test-Apply 'Right already' @{ Value = '1' } -Saves 0 -Restarts 0 -SchedulerCalls '' -Says 'right already'
Test-Apply 'WhatIf' -Arguments @{ WhatIf = $true } -Values '0 0 0 0' -Saves 0 -Restarts 0 -SchedulerCalls ''
Test-Apply 'The second way' @{ Fail = 'OnlyAfterReplacing' } -Saves 4 -Says 'second way'
Test-Apply 'Never stays' @{ Fail = 'NeverStays' } -Values '0 0 0 0' -Problem 'did not stay' -Restarts 0 -Says 'Forest dialog', 'Partition dialog', 'turn on'
Test-Apply 'A partition never stays' @{ Fail = 'PartitionNeverStays' } -Values '0 0 0 0' -Problem 'It is as it was before' -Restarts 0 -Says 'Partition dialog'
Assert-That 'no step for a place that stayed' ($script:last.Text -notlike '*Forest dialog*')
Test-Apply 'The save throws' @{ Fail = 'SaveThrows' } -Values '0 0 0 0' -Problem 'could not be saved' -Restarts 0
Test-Apply 'The older backup' @{ Fail = 'OldBackup' }
Test-Apply 'A backup without the connector' @{ Fail = 'BackupLacksConnector' } -Values '0 0 0 0' -Problem 'backup lacks' -Saves 0 -Restarts 0
Test-Apply 'The service stays stopped' @{ Fail = 'ServiceStaysStopped' } -Problem 'does not answer'
Test-Apply 'A cycle ends' @{ CyclePolls = 3 }
Assert-That 'it was waited for' ((Get-Simulation).SleptSeconds -eq 15)
Test-Apply 'A cycle never ends' @{ Fail = 'CycleNeverEnds' } -Arguments @{ CycleTimeoutMinutes = 2 } -Values '0 0 0 0' -Problem 'still runs' -Restarts 0
Test-Apply 'The scheduler does not come back' @{ Fail = 'ResumeThrows' } -SchedulerCalls 'False' -Says 'STILL PAUSED'
Test-Apply 'The scheduler was off' @{ SchedulerEnabled = $false } -SchedulerCalls ''
Assert-That 'and is off' (-not (Get-Simulation).SchedulerEnabled)
Test-Apply 'Another server' @{ Other = $true } -Values '0 0 0 0' -Problem '-MatchByName' -Restarts 0 -SchedulerCalls ''
Test-Apply 'Another server, by name' @{ Other = $true } -Arguments @{ MatchByName = $true }
Assert-That 'rows say which way was used' ($script:last.Rows[1].ConnectorBy -eq 'name' -and $script:last.Rows[1].PlaceBy -eq 'name')
Test-Apply 'Another connector under that name' @{ Other = $true; Forest = 'other.com' } -Arguments @{ MatchByName = $true } -Values '0 0 0 0' -Problem 'Not one connector' -Restarts 0 -SchedulerCalls ''
Test-Apply 'Another name under that identifier' -Plan (Get-PlanText).Replace("Name = 'contoso.com'", "Name = 'tailspin.com'") -Values '0 0 0 0' -Problem 'in the export' -Restarts 0 -SchedulerCalls ''
Test-Apply 'A parameter is missing' @{ EmeaValue = $null } -Values '0 0 - 0' -Problem 'Nothing was changed' -Restarts 0 -SchedulerCalls '' -Says 'Partition dialog'
Test-Apply 'One connector, by name' -Arguments @{ Connector = 'FABRIKAM.com' } -Values '0 0 0 1' -Saves 1
Test-Apply 'One connector, by identifier' -Arguments @{ Connector = $fabrikam } -Values '0 0 0 1' -Saves 1
Test-Apply 'An unknown connector' -Arguments @{ Connector = 'x' } -Values '0 0 0 0' -Problem 'fits 0 connectors' -Restarts 0 -SchedulerCalls ''
Test-Apply 'No restart' -Arguments @{ NoRestart = $true } -Restarts 0 -Says 'not restarted'
Test-Apply 'Not elevated' -Elevated $false -Values '0 0 0 0' -Problem 'as administrator' -Restarts 0 -SchedulerCalls ''
Test-Apply 'Not in the group' -Member $false -Values '0 0 0 0' -Problem 'ADSyncAdmins' -Restarts 0 -SchedulerCalls ''
Test-Apply 'No plan' -Plan '' -Values '0 0 0 0' -Problem 'no plan' -Restarts 0 -SchedulerCalls ''
$back = Get-PlanText -Direction 'rollback' -Value '0' -Was '1'
Test-Apply 'A rollback' @{ Value = '1' } -Plan $back -Arguments @{ Force = $true } -Values '0 0 0 0'
# Without a person to answer the second question it goes no further.
Test-Apply 'A rollback asks' @{ Value = '1' } -Plan $back -Problem 'NonInteractive' -Restarts 0 -SchedulerCalls ''
Test-Apply 'A name that a terminal would obey' -Plan (Get-PlanText).Replace("Partition = 'DC=emea,DC=contoso,DC=com'; What", "Partition = ('DC=' + [char]0x001B + '[31m'); What") -Says 'DC=?[[]31m'
Test-Apply 'An identifier that a terminal would obey' -Plan (Get-PlanText).Replace("Identifier = '{$fabrikam}'", "Identifier = ('x' + [char]0x009B + '31m')") -Values '0 0 0 0' -Problem 'has the identifier x31m of' -Restarts 0 -SchedulerCalls ''

# --- Audit

function Test-Audit {
    param([string] $Title, [hashtable] $Server = @{}, [hashtable] $Arguments = @{}, [int] $Rows = 4, [int] $Agree, [string] $Plan = (Get-PlanText))
    Initialize-Server @Server
    $result = Invoke-TestScript -File (Get-TestScript -Name 'Audit.ps1' -Plan $Plan) -Arguments $Arguments
    $agreeing = @($result.Rows | Where-Object { $_.Agrees -is [bool] -and $_.Agrees }).Count
    Assert-That "${Title}: no error, not '$($result.Error)'" ($result.Error -eq '')
    Assert-That "${Title}: $Rows rows, not $($result.Rows.Count)" ($result.Rows.Count -eq $Rows)
    Assert-That "${Title}: $Agree agree, not $agreeing" ($agreeing -eq $Agree)
    Assert-That "${Title}: nothing is changed" ((Get-Simulation).Saves -eq 0 -and (Get-Simulation).SchedulerCalls.Count -eq 0)
    $script:last = $result
}

Test-Audit 'An audit' @{ Value = '1' } -Agree 4
Test-Audit 'An audit that differs' @{ Value = '1'; EmeaValue = '0' } -Agree 3
Assert-That 'it warns' ($script:last.Text -like '1 of 4 places differ*')
Test-Audit 'An audit of another server' @{ Value = '1'; Other = $true } -Agree 0 -Rows 8
Test-Audit 'An audit of another server, by name' @{ Value = '1'; Other = $true } -Arguments @{ MatchByName = $true } -Agree 4
Assert-That 'rows say which way was used' ($script:last.Rows[1].MatchedBy -eq 'name, name')
Test-Audit 'An audit without a plan' @{ Value = '1' } -Plan '' -Agree 0
Test-Audit 'An audit of a missing parameter' @{ Value = '1'; EmeaValue = $null } -Agree 3
Assert-That 'and says so' (@($script:last.Rows | Where-Object { $_.Remark -like '*does not exist*' }).Count -eq 1)

# --- MIM

$ma = 'MA-{14C9C7FA-B0BF-4810-9472-7FDD63C5C008}.XML'

# A server, and the folder to import into it.
function Initialize-MIM {
    param([string] $Imported = 'mim.corrected.xml', [string] $Kept = 'mim.xml', [string[]] $Fail = @())
    $work = Join-Path -Path $scratch -ChildPath ([guid]::NewGuid())
    foreach ($pair in @(@('store', $Kept), @('import', $Imported))) {
        $folder = Join-Path -Path $work -ChildPath $pair[0]
        $null = [System.IO.Directory]::CreateDirectory($folder)
        Copy-Item -LiteralPath (Join-Path -Path $Samples -ChildPath $pair[1]) -Destination (Join-Path -Path $folder -ChildPath $ma)
        Copy-Item -LiteralPath (Join-Path -Path $Samples -ChildPath 'refused/mv.xml') -Destination (Join-Path -Path $folder -ChildPath 'MV.xml')
    }
    Reset-MIISSimulation -Store (Join-Path -Path $work -ChildPath 'store') -Fail $Fail
    return $work
}

function Test-MIM {
    param(
        [string] $Title, [hashtable] $Server = @{}, [hashtable] $Arguments = @{}, [string] $Problem = '', [int] $Imports = 1, [int] $Restarts = 1,
        [string[]] $Says = @(), [scriptblock] $Prepare = {}, [string] $Direction = 'apply', [string] $After = 'mim.corrected.xml', [bool] $Member = $true
    )
    $work = Initialize-MIM @Server
    & $Prepare (Join-Path -Path $work -ChildPath 'import')
    $digest = @{}
    foreach ($name in @('mim.xml', $After)) { $digest[$name] = (Get-FileHash -LiteralPath (Join-Path -Path $Samples -ChildPath $name)).Hash }
    $plan = "`$Plan = @{ Tool = 'ldapfix'; Direction = '$Direction'; Exports = @( @{ Name = '$ma'; Sha256 = '$($digest['mim.xml'])' } ); Connectors = @( @{ " +
    "Identifier = '{14C9C7FA-B0BF-4810-9472-7FDD63C5C008}'; Name = 'Fabrikam staff'; Category = 'AD'; File = '$ma'; Sha256After = '$($digest[$After])' } ) }"
    $all = @{ Confirm = $false; Path = (Join-Path -Path $work -ChildPath 'import'); BackupPath = (Join-Path -Path $work -ChildPath 'backup') }
    foreach ($key in $Arguments.Keys) { $all[$key] = $Arguments[$key] }
    $result = Invoke-TestScript -File (Get-TestScript -Name 'MIM.ps1' -Plan $plan -Member $Member) -Arguments $all
    $state = Get-MIISSimulation
    Assert-That "${Title}: the error is like '$Problem', not '$($result.Error)'" $(if ($Problem) { $result.Error -like "*$Problem*" } else { $result.Error -eq '' })
    Assert-That "${Title}: $Imports imports, not $($state.Imports)" ($state.Imports -eq $Imports)
    Assert-That "${Title}: $Restarts restarts, not $($state.Restarts)" ($state.Restarts -eq $Restarts)
    foreach ($word in $Says) { Assert-That "${Title}: it says '$word'" ($result.Text -like "*$word*") }
    $script:last = $result
}

Test-MIM 'An import' -Says 'Fabrikam staff', 'credentials'
Assert-That 'three settings came in' (@($script:last.Rows | Where-Object { $_.Before -eq '0' -and $_.After -eq '1' }).Count -eq 3)
Test-MIM 'WhatIf' -Arguments @{ WhatIf = $true } -Imports 0 -Restarts 0
Assert-That 'and no backup' ((Get-MIISSimulation).Exports -eq 0)
Test-MIM 'Right already' @{ Kept = 'mim.corrected.xml' } -Imports 0 -Restarts 0 -Says 'already'
Test-MIM 'An import that stops' @{ Fail = 'ImportStopsHalfway' } -Problem 'half-way' -Restarts 0
Test-MIM 'An import that loses the setting' @{ Fail = 'ImportLosesSetting' } -Problem '3 settings are not' -Restarts 0
Test-MIM 'svrexport' @{ Fail = 'NoPathParameter' } -Arguments @{ SvrExport = 'Invoke-SvrExport' }
Test-MIM 'No svrexport' @{ Fail = 'NoPathParameter' } -Problem '-SvrExport' -Imports 0 -Restarts 0
Test-MIM 'A stray file' -Prepare { param($Folder) Set-Content -LiteralPath (Join-Path -Path $Folder -ChildPath 'notes.txt') -Value 'x' } -Problem 'notes.txt' -Imports 0 -Restarts 0
Test-MIM 'No MV.xml' -Prepare { param($Folder) Remove-Item -LiteralPath (Join-Path -Path $Folder -ChildPath 'MV.xml') } -Problem 'MV.xml' -Imports 0 -Restarts 0
Test-MIM 'No file of the connector' -Prepare { param($Folder) Remove-Item -LiteralPath (Join-Path -Path $Folder -ChildPath $ma) } -Problem '0 files' -Imports 0 -Restarts 0
Test-MIM 'The uncorrected file' @{ Imported = 'mim.xml' } -Problem 'not the one' -Imports 0 -Restarts 0
Test-MIM 'Another version' @{ } -Prepare {
    $store = Join-Path -Path (Get-MIISSimulation).Store -ChildPath $ma
    [System.IO.File]::WriteAllText($store, [System.IO.File]::ReadAllText($store).Replace('<version>7<', '<version>8<'))
} -Problem 'NonInteractive' -Imports 0 -Restarts 0
Test-MIM 'The service stays stopped' @{ Fail = 'ServiceStaysStopped' } -Problem 'does not run'
Test-MIM 'Not in the group' -Member $false -Problem 'FIMSyncAdmins' -Imports 0 -Restarts 0
Test-MIM 'No restart' -Arguments @{ NoRestart = $true } -Restarts 0
Test-MIM 'A rollback' @{ Imported = 'mim.xml'; Kept = 'mim.corrected.xml' } -Direction 'rollback' -After 'mim.xml' -Arguments @{ Force = $true }
Test-MIM 'A rollback asks' @{ Imported = 'mim.xml'; Kept = 'mim.corrected.xml' } -Direction 'rollback' -After 'mim.xml' -Problem 'NonInteractive' -Imports 0 -Restarts 0

Remove-Item -LiteralPath $scratch -Recurse -Force
Write-Output "$script:passed passed, $script:failed failed"
if ($script:failed -gt 0) { exit 1 }
