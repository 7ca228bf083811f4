#requires -Version 5.1
<#
.SYNOPSIS
    Applies connection options to the AD connectors of a Microsoft Entra Connect server, or takes them back.

.DESCRIPTION
    ldapfix wrote the plan in this script from the connectors' exports. The script checks the server and your
    rights, shows today's values beside the planned ones, and stops there if they are right already. Else it
    pauses the scheduler, waits for a running cycle, backs up the whole configuration, sets the parameters,
    saves each connector, fetches it anew and compares, exports the configuration once more, restarts the
    service ADSync, compares again, and puts the scheduler back as it was, also where something fails.
    Where a value does not stay, or a parameter does not exist, it changes nothing further, puts that
    connector back, restarts nothing, and prints the dialogs' steps for exactly these places. A connector
    that was saved before that keeps its new values: the table says which.

.PARAMETER Connector
    Only these connectors of the plan, by name or identifier.
.PARAMETER MatchByName
    Finds what is not found by identifier by the connector's name and forest and the partition's DN: another
    server, such as a staging one, has other identifiers. ConnectorBy and PlaceBy say which was used.
.PARAMETER BackupPath
    The folder for the two exports of the configuration; a new folder beside this script if not given.
.PARAMETER NoRestart
    Leaves the restart of the service ADSync to you.
.PARAMETER CycleTimeoutMinutes
    How long a running synchronisation cycle is waited for.
.PARAMETER AdminGroup
    The group that administers synchronisation here, if it is not ADSyncAdmins.
.PARAMETER Force
    Leaves out the second question of a rollback. The first one is left out by -Confirm:$false.

.EXAMPLE
    .\apply.ps1 -WhatIf

    Shows today's values beside the planned ones, and changes nothing.
.EXAMPLE
    .\apply.ps1 -Connector contoso.com -BackupPath D:\Backup | Export-Csv -Path D:\Backup\result.csv

.NOTES
    Documented by Microsoft: reading a connectivity parameter as here, saving a connector with
    Add-ADSyncConnector, removing and adding a global parameter before a save, the scheduler's cmdlets, and
    the dialogs. Not documented anywhere: that a connectivity or partition parameter is saved the same way,
    and what a save does to the stored password. The first is proven only by reading back, which this
    script does after each save and after the restart; for the second, watch the connector's next run.
    Tested: with a parser, and against a simulated module ADSync in PowerShell 7 where that is at hand
    (Tests/PowerShell in the source of ldapfix). Not tested: a live server, Windows PowerShell 5.1, the
    checks of rights.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
[OutputType([System.Management.Automation.PSCustomObject])]
param(
    [string[]] $Connector = @(),
    [switch] $MatchByName,
    [string] $BackupPath = '',
    [switch] $NoRestart,
    [ValidateRange(0, 1440)] [int] $CycleTimeoutMinutes = 60,
    [string] $AdminGroup = 'ADSyncAdmins',
    [switch] $Force
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

#region Plan
# Written by ldapfix 0.1.0. Sets 5 values of 2 connectors: sign-and-seal to 1.
# From credentials.xml, SHA-256 5F6295CBEAB29AC5CD3C33B41B042134A59409BBFBE3A0BB5FB2530B11A64D1B
# From low-security.xml, SHA-256 4DA350E7B2CE5B31C6951AB2A2E442A0DC608AD572BAD786CC60919BDD79C1DC
$Plan = @{
    Tool       = 'ldapfix 0.1.0'
    Direction  = 'apply'
    Exports    = @(
        @{ Name = 'credentials.xml'; Sha256 = '5F6295CBEAB29AC5CD3C33B41B042134A59409BBFBE3A0BB5FB2530B11A64D1B' }
        @{ Name = 'low-security.xml'; Sha256 = '4DA350E7B2CE5B31C6951AB2A2E442A0DC608AD572BAD786CC60919BDD79C1DC' }
    )
    Connectors = @(
        @{
            Identifier = '{6C09E323-B46F-4AB7-8EEF-906BADFC4C57}'
            Name       = 'contoso.com'
            Forest     = 'contoso.com'
            Category   = 'AD'
            Settings   = @(
                @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Connect to Active Directory Forest > Options' }
                @{ Place = 'partition'; Partition = 'DC=contoso,DC=com'; PartitionIdentifier = '{4cca7f0d-2e47-4077-9d1c-d969da6846fd}'; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
                @{ Place = 'partition'; Partition = 'DC=emea,DC=contoso,DC=com'; PartitionIdentifier = '{49d93a87-3aad-4149-a16c-2da1a84396a2}'; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
            )
            ByHand     = @(
                @{ Place = 'credentials'; Partition = 'DC=emea,DC=contoso,DC=com'; What = 'sign-and-seal'; Dialog = 'Configure Directory Partitions > Credentials > Set Credentials > Options (assumed)' }
            )
        }
        @{
            Identifier = '{7B4FEBD6-C5B4-4A8A-972B-578A09E76FEC}'
            Name       = 'fabrikam.com'
            Forest     = 'fabrikam.com'
            Category   = 'AD'
            Settings   = @(
                @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Connect to Active Directory Forest > Options' }
                @{ Place = 'partition'; Partition = 'DC=fabrikam,DC=com'; PartitionIdentifier = '{06bdb9a6-8b32-443b-ae30-7e5bcb1ac909}'; Parameter = 'sign-and-seal'; Value = '1'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
            )
            ByHand     = @(
                @{ Place = 'connector'; Partition = ''; What = 'allow-low-security'; Dialog = '' }
            )
        }
    )
}
#endregion Plan

#region Rights
function Get-Principal {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    return New-Object -TypeName System.Security.Principal.WindowsPrincipal -ArgumentList $identity
}

function Test-Elevation {
    return (Get-Principal).IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}

# A group of this computer or of the user's domain.
function Test-Membership {
    param([string] $Group)
    $principal = Get-Principal
    foreach ($name in @($Group, "$env:COMPUTERNAME\$Group", "$env:USERDOMAIN\$Group")) {
        try { if ($principal.IsInRole([string] $name)) { return $true } }
        catch { Write-Verbose -Message "The group '$name' cannot be looked up: $_" }
    }
    return $false
}
#endregion Rights

function Assert-Server {
    param([string] $Group)
    if (-not [System.Environment]::Is64BitProcess) { throw 'Run this in a 64-bit PowerShell.' }
    if (@(Get-Module -ListAvailable -Name ADSync).Count -eq 0) {
        throw 'The module ADSync is not here: run this on the Microsoft Entra Connect server.'
    }
    if (-not (Test-Elevation)) { throw 'Run this in a PowerShell that was started as administrator.' }
    if (-not (Test-Membership -Group $Group)) {
        throw "You do not seem to be in the group '$Group'. A membership counts from the next sign-in on; " +
        'a group of another name is given with -AdminGroup.'
    }
    Import-Module -Name ADSync -DisableNameChecking -Verbose:$false
}

# Ordinal, since other comparisons take different letters for the same.
function Test-SameText {
    param([string] $Left, [string] $Right)
    return [string]::Equals($Left, $Right, [System.StringComparison]::OrdinalIgnoreCase)
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

function Get-MemberValue {
    param([object] $Object, [string] $Name)
    if ($null -eq $Object) { return $null }
    $member = $Object.PSObject.Properties[$Name]
    if ($null -eq $member) { return $null }
    return $member.Value
}

function Find-Parameter {
    param([object] $Parameters, [string] $Name)
    foreach ($parameter in $Parameters) {
        if (Test-SameText (Get-MemberValue $parameter 'Name') $Name) { return $parameter }
    }
    return $null
}

# What a setting of the plan is about on the live connector; Problem says what is missing.
function Find-Place {
    param([object] $Live, [hashtable] $Setting, [bool] $ByName)
    $place = @{ Parameters = $null; Parameter = $null; Way = 'identifier'; Problem = '' }
    if ($Setting.Place -eq 'forest') {
        $place.Parameters = $Live.ConnectivityParameters
    }
    elseif ($Setting.Place -eq 'partition') {
        $key = ConvertTo-Key $Setting.PartitionIdentifier
        $found = @($Live.Partitions | Where-Object { $key -and (ConvertTo-Key $_.Identifier) -eq $key })
        if ($found.Count -eq 0 -and $ByName) {
            $found = @($Live.Partitions | Where-Object { Test-SameText $_.Name $Setting.Partition })
            $place.Way = 'name'
        }
        if ($found.Count -ne 1 -or -not (Test-SameText $found[0].Name $Setting.Partition)) {
            $place.Problem = 'no such partition here; on another server than the exported one use -MatchByName'
            return $place
        }
        $place.Parameters = $found[0].Parameters
    }
    else { throw "The plan names a place that this script does not know: $($Setting.Place)" }
    $place.Parameter = Find-Parameter -Parameters $place.Parameters -Name $Setting.Parameter
    if ($null -eq $place.Parameter) { $place.Problem = 'the parameter does not exist here' }
    return $place
}

function Select-PlannedConnector {
    param([object[]] $Planned, [string[]] $Choice)
    if ($Choice.Count -eq 0) { return $Planned }
    $keys = @(foreach ($wanted in $Choice) {
            $found = @($Planned | Where-Object {
                    (Test-SameText $_.Name $wanted) -or (ConvertTo-Key $_.Identifier) -eq (ConvertTo-Key $wanted)
                })
            if ($found.Count -ne 1) {
                $names = @($Planned | ForEach-Object { "$(Format-Name $_.Name) $(ConvertTo-Key $_.Identifier)" }) -join '; '
                throw "-Connector '$wanted' fits $($found.Count) connectors of the plan, which has: $names"
            }
            ConvertTo-Key $found[0].Identifier
        })
    return $Planned | Where-Object { $keys -contains (ConvertTo-Key $_.Identifier) }
}

# The live connector for a planned one. Never a guess: identifier and name, or name and forest, must agree.
function Resolve-Connector {
    param([hashtable] $Planned, [object[]] $Live, [bool] $ByName)
    $label = Format-Name $Planned.Name
    $key = ConvertTo-Key $Planned.Identifier
    $way = 'identifier'
    $found = @($Live | Where-Object { (ConvertTo-Key $_.Identifier) -eq $key })
    if ($found.Count -eq 0) {
        $found = @($Live | Where-Object { Test-SameText $_.Name $Planned.Name })
        if (-not $ByName) {
            throw "No connector here has the identifier $key of '$label', and $($found.Count) have its name. " +
            'Another server, such as a staging one, has other identifiers: use -MatchByName there.'
        }
        $found = @($found | Where-Object {
                $forest = Find-Parameter -Parameters $_.ConnectivityParameters -Name 'forest-name'
                Test-SameText (Get-MemberValue $forest 'Value') $Planned.Forest
            })
        $way = 'name'
    }
    if ($found.Count -ne 1) { throw "Not one connector here is '$label' by its $way and forest, but $($found.Count)." }
    if (-not (Test-SameText $found[0].Name $Planned.Name)) {
        throw "The connector $key is '$(Format-Name $found[0].Name)' here, and '$label' in the export."
    }
    if ($found[0].PSObject.TypeNames[0] -like 'Deserialized.*') {
        throw 'This PowerShell loads ADSync in another process, so nothing can be saved: use Windows PowerShell 5.1.'
    }
    return @{
        Key = ConvertTo-Key $found[0].Identifier; Identifier = $found[0].Identifier
        Label = $label; Way = $way; Planned = $Planned
    }
}

# Today's value of each setting of a connector, beside the planned one.
function Get-Entry {
    param([hashtable] $Job, [bool] $ByName)
    $live = Get-ADSyncConnector -Identifier $Job.Identifier
    foreach ($setting in $Job.Planned.Settings) {
        $place = Find-Place -Live $live -Setting $setting -ByName $ByName
        $today = ([string] (Get-MemberValue $place.Parameter 'Value')).Trim()
        $result = if ($place.Problem) { $place.Problem } elseif ($today -ceq $setting.Value) { 'right already' } else { 'planned' }
        @{
            Key = $Job.Key; Job = $Job; Setting = $setting; Way = $place.Way; Problem = $place.Problem
            Before = $today; Target = [string] $setting.Value; After = $today; Result = $result
        }
    }
}

# Reads the connector anew, and gives the entries whose value is not that of the side.
function Get-PendingEntry {
    param([hashtable] $Job, [object[]] $Entries, [string] $Side, [bool] $ByName)
    $live = Get-ADSyncConnector -Identifier $Job.Identifier
    foreach ($entry in $Entries) {
        $place = Find-Place -Live $live -Setting $entry.Setting -ByName $ByName
        $entry.After = ([string] (Get-MemberValue $place.Parameter 'Value')).Trim()
        if ($place.Problem -or $entry.After -cne $entry[$Side]) { $entry }
    }
}

# Sets and saves. The first way assigns the value; the second also removes and adds the same parameter.
function Save-Entry {
    param([hashtable] $Job, [object[]] $Entries, [string] $Side, [bool] $ByName, [bool] $Again)
    $live = Get-ADSyncConnector -Identifier $Job.Identifier
    foreach ($entry in $Entries) {
        $place = Find-Place -Live $live -Setting $entry.Setting -ByName $ByName
        if ($place.Problem) { throw $place.Problem }
        $place.Parameter.Value = $entry[$Side]
        if ($Again) {
            $null = $place.Parameters.Remove($place.Parameter.Name)
            if (Find-Parameter -Parameters $place.Parameters -Name $place.Parameter.Name) { throw 'The parameter cannot be removed.' }
            $null = $place.Parameters.Add($place.Parameter)
        }
    }
    $null = Add-ADSyncConnector -Connector $live
}

# Brings the entries to a side, in the one way or the other, and gives those that did not stay.
function Save-Connector {
    param([hashtable] $Job, [object[]] $Entries, [string] $Side, [bool] $ByName)
    $pending = @(Get-PendingEntry -Job $Job -Entries $Entries -Side $Side -ByName $ByName)
    foreach ($again in @($false, $true)) {
        if ($pending.Count -eq 0) { break }
        if ($again) { Write-Warning -Message "$($Job.Label): $(Format-Count $pending.Count 'value') did not stay; trying the second way." }
        Save-Entry -Job $Job -Entries $pending -Side $Side -ByName $ByName -Again $again
        $pending = @(Get-PendingEntry -Job $Job -Entries $Entries -Side $Side -ByName $ByName)
    }
    return $pending
}

# Changes a connector, or puts it back; gives the reason why it did not work, or nothing.
function Edit-Connector {
    param([hashtable] $Job, [object[]] $Entries, [bool] $ByName)
    if (@(Get-PendingEntry -Job $Job -Entries $Entries -Side 'Before' -ByName $ByName).Count -gt 0) {
        throw "'$($Job.Label)' was changed by somebody else meanwhile: run this again."
    }
    $failed = $Entries
    try {
        $failed = @(Save-Connector -Job $Job -Entries $Entries -Side 'Target' -ByName $ByName)
        if ($failed.Count -eq 0) {
            foreach ($entry in $Entries) { $entry.Result = 'changed' }
            return
        }
        $reason = "'$($Job.Label)': $(Format-Count $failed.Count 'value') did not stay."
    }
    catch { $reason = "'$($Job.Label)' could not be saved: $_" }
    foreach ($entry in $Entries) { $entry.Result = 'put back' }
    foreach ($entry in $failed) { $entry.Result = 'did not stay' }
    try {
        $left = @(Save-Connector -Job $Job -Entries $Entries -Side 'Before' -ByName $ByName)
        if ($left.Count -gt 0) { throw "Not as before: $(Format-Count $left.Count 'value')." }
        return "$reason It is as it was before."
    }
    catch {
        foreach ($entry in $Entries) { $entry.Result = 'did not stay' }
        return "$reason PUTTING IT BACK FAILED TOO, compare it with the backup: $_"
    }
}

function Test-Cycle {
    if (@(Get-ADSyncConnectorRunStatus | Where-Object { $null -ne $_ }).Count -gt 0) { return $true }
    # Between two steps of a cycle no connector runs.
    return [bool] (Get-MemberValue (Get-ADSyncScheduler) 'SyncCycleInProgress')
}

function Wait-Cycle {
    param([int] $Minutes)
    $activity = 'Waiting for the running synchronisation cycle'
    $waited = 0
    while (Test-Cycle) {
        if ($waited -ge 60 * $Minutes) {
            throw "A synchronisation cycle still runs after $Minutes minutes; -CycleTimeoutMinutes waits longer."
        }
        Write-Progress -Activity $activity -Status "$waited seconds of $Minutes minutes" -PercentComplete ($waited / 0.6 / $Minutes)
        Start-Sleep -Seconds 5
        $waited += 5
    }
    Write-Progress -Activity $activity -Completed
}

# The signature differs by version.
function Export-Configuration {
    param([string] $Folder)
    try { $null = Get-ADSyncServerConfiguration -Path $Folder $true }
    catch [System.Management.Automation.ParameterBindingException] { $null = Get-ADSyncServerConfiguration -Path $Folder }
}

function Test-Backup {
    param([string] $Folder, [string] $Key)
    $connectors = Join-Path -Path $Folder -ChildPath 'Connectors'
    if (-not (Test-Path -LiteralPath $connectors -PathType Container)) { return $false }
    foreach ($file in @(Get-ChildItem -LiteralPath $connectors -File | Where-Object { $_.Name -like "*$Key*" })) {
        $document = New-Object -TypeName System.Xml.XmlDocument
        $document.XmlResolver = $null
        $document.Load($file.FullName)
        $id = $document.SelectSingleNode('//ma-data/id')
        if ($null -ne $id -and (ConvertTo-Key $id.InnerText) -eq $Key) { return $true }
    }
    return $false
}

function Test-Service {
    if ((Get-Service -Name ADSync).Status -ne 'Running') { return $false }
    try {
        $null = @(Get-ADSyncConnector)
        return $true
    }
    catch {
        Write-Verbose -Message "The service does not answer yet: $_"
        return $false
    }
}

function Invoke-ServiceRestart {
    Restart-Service -Name ADSync
    for ($waited = 0; -not (Test-Service); $waited += 5) {
        if ($waited -ge 300) { throw 'The service ADSync does not answer 5 minutes after its restart. The values are saved.' }
        Write-Progress -Activity 'Restarting ADSync' -Status "$waited seconds"
        Start-Sleep -Seconds 5
    }
    Write-Progress -Activity 'Restarting ADSync' -Completed
}

# The scheduler's value lives in the cloud and outlasts the server, so it is tried hard.
function Resume-Scheduler {
    for ($attempt = 1; $attempt -le 5; $attempt++) {
        try {
            $null = Set-ADSyncScheduler -SyncCycleEnabled $true
            return
        }
        catch { Write-Warning -Message "The scheduler is not back yet: $_" }
        Start-Sleep -Seconds 3
    }
    Write-Warning -Message 'THE SCHEDULER IS STILL PAUSED. Run: Set-ADSyncScheduler -SyncCycleEnabled $true'
}

function Show-Step {
    param([object[]] $Entries)
    Write-Information -MessageData 'By hand, in Synchronization Service Manager > Connectors > the connector > Properties:'
    foreach ($entry in $Entries) {
        $what = 'set {0} to {1}' -f $entry.Setting.Parameter, $entry.Target
        if ($entry.Setting.Parameter -eq 'sign-and-seal') {
            $what = 'turn {0} "Sign and Encrypt LDAP Traffic"' -f $(if ($entry.Target -eq '1') { 'on' } else { 'off' })
        }
        Write-Information -MessageData ('  {0}: {1}{2}: {3} ({4})' -f $entry.Job.Label, $entry.Setting.Dialog,
            (Format-Name " $($entry.Setting.Partition)").TrimEnd(), $what, $entry.Result)
    }
    Write-Information -MessageData 'Then run this script again for the rest, or restart the service ADSync if that was all.'
}

# What no parameter is known for.
function Show-ByHand {
    param([object[]] $Jobs)
    foreach ($job in $Jobs) {
        foreach ($item in $job.Planned['ByHand']) {
            Write-Warning -Message ('To be done by hand, since no parameter is known for it: {0}: {1}{2}: {3}' -f $job.Label,
                $item.Dialog, (Format-Name " $($item.Partition)").TrimEnd(), $item.What)
        }
    }
}

function ConvertTo-Row {
    param([hashtable] $Entry)
    $place = if ($Entry.Setting.Place -eq 'forest') { 'forest' } else { Format-Name $Entry.Setting.Partition }
    $row = [PSCustomObject] @{
        Setting = '{0} / {1} / {2}' -f $Entry.Job.Label, $place, $Entry.Setting.Parameter
        Connector = $Entry.Job.Label; Identifier = $Entry.Key; Place = $place; Parameter = $Entry.Setting.Parameter
        Export = $Entry.Setting.Was; Before = $Entry.Before; Planned = $Entry.Target; After = $Entry.After
        Result = $Entry.Result; ConnectorBy = $Entry.Job.Way; PlaceBy = $Entry.Way
    }
    # Of these columns makes the console a table.
    $columns = [System.Management.Automation.PSPropertySet]::new(
        'DefaultDisplayPropertySet', [string[]] @('Setting', 'Before', 'After', 'Result'))
    $row | Add-Member -MemberType MemberSet -Name PSStandardMembers -Value ([System.Management.Automation.PSMemberInfo[]] @($columns))
    return $row
}

if (-not $PSBoundParameters.ContainsKey('InformationAction')) { $InformationPreference = 'Continue' }
if (@($Plan['Connectors']).Count -eq 0) { throw 'This script has no plan: ldapfix script writes one that has.' }
$rollback = $Plan['Direction'] -eq 'rollback'
$byName = $MatchByName.IsPresent

Assert-Server -Group $AdminGroup
$live = @(Get-ADSyncConnector)
$chosen = @(Select-PlannedConnector -Planned $Plan['Connectors'] -Choice $Connector)
$jobs = @(foreach ($planned in $chosen) { Resolve-Connector -Planned $planned -Live $live -ByName $byName })
if (@($jobs | ForEach-Object { $_.Key } | Sort-Object -Unique).Count -ne $jobs.Count) {
    throw 'Two connectors of the plan are one here: run this for each of them, with -Connector.'
}
$entries = @(foreach ($job in $jobs) { Get-Entry -Job $job -ByName $byName })
$missing = @($entries | Where-Object { $_.Problem })
$todo = @($entries | Where-Object { -not $_.Problem -and $_.Before -cne $_.Target })

$table = $entries | ForEach-Object { ConvertTo-Row -Entry $_ } |
    Format-Table -Property Setting, Export, Before, Planned, Result -AutoSize -Wrap | Out-String -Width 160
Write-Information -MessageData ([string] $table).TrimEnd()
if ($missing.Count -gt 0 -or $todo.Count -eq 0) {
    if ($missing.Count -gt 0) { Show-Step -Entries $missing }
    Show-ByHand -Jobs $jobs
    $entries | ForEach-Object { ConvertTo-Row -Entry $_ }
    if ($missing.Count -gt 0) { throw "Not as in the export: $(Format-Count $missing.Count 'place'). Nothing was changed." }
    Write-Information -MessageData 'All values are right already: nothing was done.'
    return
}

# All questions come before the scheduler is paused.
$accepted = @(foreach ($job in $jobs) {
        $own = @($todo | Where-Object { $_.Key -eq $job.Key })
        $action = 'Set {0}{1}' -f (Format-Count $own.Count 'value'), $(if ($NoRestart) { '' } else { ' and restart the service ADSync' })
        if ($own.Count -eq 0 -or -not $PSCmdlet.ShouldProcess("connector '$($job.Label)'", $action)) { continue }
        $question = "This makes '$($job.Label)' LESS secure: its LDAP traffic goes unsigned and unencrypted again. Go on?"
        if (-not $rollback -or $Force -or $PSCmdlet.ShouldContinue($question, 'Rollback')) { $job }
    })
$acceptedKeys = @($accepted | ForEach-Object { $_.Key })
foreach ($entry in $todo) {
    if (-not $WhatIfPreference -and $acceptedKeys -notcontains $entry.Key) { $entry.Result = 'skipped' }
}
$todo = @($todo | Where-Object { $acceptedKeys -contains $_.Key })
if ($todo.Count -eq 0) {
    $entries | ForEach-Object { ConvertTo-Row -Entry $_ }
    return
}
$ConfirmPreference = 'None'

if (-not $BackupPath) { $BackupPath = Join-Path -Path $PSScriptRoot -ChildPath 'ldapfix-backup' }
$BackupPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($BackupPath)
$null = [System.IO.Directory]::CreateDirectory($BackupPath)
$stamp = Get-Date -Format 'yyyyMMdd-HHmmss'
$before = Join-Path -Path $BackupPath -ChildPath "$stamp-before"
$after = Join-Path -Path $BackupPath -ChildPath "$stamp-after"
$failure = ''
$paused = $false
try {
    if ((Get-ADSyncScheduler).SyncCycleEnabled) {
        $paused = $true
        $null = Set-ADSyncScheduler -SyncCycleEnabled $false
    }
    Wait-Cycle -Minutes $CycleTimeoutMinutes
    Export-Configuration -Folder $before
    foreach ($job in $accepted) {
        if (-not (Test-Backup -Folder $before -Key $job.Key)) { throw "The backup lacks the connector '$($job.Label)': nothing was changed." }
    }
    Write-Information -MessageData "The configuration is backed up in $before"
    foreach ($job in $accepted) {
        $own = @($todo | Where-Object { $_.Key -eq $job.Key })
        $failure = [string] (Edit-Connector -Job $job -Entries $own -ByName $byName)
        if ($failure) {
            $failure += ' Nothing further was changed, and nothing was restarted.'
            break
        }
    }
    if (-not $failure) {
        try { Export-Configuration -Folder $after }
        catch { Write-Warning -Message "The configuration could not be exported once more: $_" }
        if ($NoRestart) { Write-Warning -Message 'The service was not restarted. The values count from: Restart-Service -Name ADSync' }
        else { Invoke-ServiceRestart }
        foreach ($job in $accepted) {
            $own = @($todo | Where-Object { $_.Key -eq $job.Key })
            foreach ($entry in @(Get-PendingEntry -Job $job -Entries $own -Side 'Target' -ByName $byName)) {
                $entry.Result = 'did not stay'
                $failure = 'Read again at the end, not all values are as planned.'
            }
        }
    }
}
catch { $failure = "$_" }
finally {
    if ($paused) { Resume-Scheduler }
}

$failed = @($entries | Where-Object { $_.Result -eq 'did not stay' })
if ($failed.Count -gt 0) { Show-Step -Entries $failed }
Show-ByHand -Jobs $accepted
$entries | ForEach-Object { ConvertTo-Row -Entry $_ }
if ($failure) { throw $failure }
Write-Information -MessageData ('Done. What a save does to the stored password is not documented: watch the next run of each ' +
    'connector. A staging server needs the same script, with -MatchByName.')
