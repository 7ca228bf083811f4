#requires -Version 5.1
<#
.SYNOPSIS
    Shows how the AD connectors of a Microsoft Entra Connect server sign and encrypt; changes nothing.

.DESCRIPTION
    Reads every AD connector of this server, its forest and its partitions, and compares the setting in each
    place with the exports that ldapfix was given. Only Get- cmdlets of the module ADSync are used. Meant
    for a staging server next to the active one, too: what the active server's exports say must be so on both.

.PARAMETER MatchByName
    Finds what is not found by identifier by the connector's name and forest and the partition's DN: another
    server, such as a staging one, has other identifiers. MatchedBy says which was used.
.PARAMETER AdminGroup
    The group that administers synchronisation here, if it is not ADSyncAdmins.

.EXAMPLE
    .\audit.ps1 | Format-Table -Property Connector, Place, OnServer, InExport, Agrees
.EXAMPLE
    .\audit.ps1 -MatchByName | Export-Csv -Path D:\audit.csv -NoTypeInformation

    On the staging server, with the exports of the active one.
.EXAMPLE
    .\audit.ps1 | Where-Object { $_.OnServer -ne '1' }

.OUTPUTS
    One object for each place, with OnServer and InExport as they are written, and Agrees: True, False, or
    empty where the exports do not speak of the place. What the exports have and this server has not comes
    last, with OnServer empty.

.NOTES
    Documented by Microsoft: reading a connectivity parameter as here. That the partitions' parameters of
    the same name are what the dialogs show is seen in exports, and not documented.
    Tested: with a parser, and against a simulated module ADSync in PowerShell 7 where that is at hand
    (Tests/PowerShell in the source of ldapfix). Not tested: a live server, Windows PowerShell 5.1, the
    check of rights.
#>
[CmdletBinding()]
[OutputType([System.Management.Automation.PSCustomObject])]
param(
    [switch] $MatchByName,
    [string] $AdminGroup = 'ADSyncAdmins'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

#region Plan
# Written by ldapfix 0.1.0. Compares 3 settings of 1 connector, and changes nothing.
# From entra-connect.xml, SHA-256 70C36265C1FECFDB22B1CF085425C3366A6A76FDDDA059E83444C9C3E5C6E545
$Plan = @{
    Tool       = 'ldapfix 0.1.0'
    Direction  = 'apply'
    Exports    = @(
        @{ Name = 'entra-connect.xml'; Sha256 = '70C36265C1FECFDB22B1CF085425C3366A6A76FDDDA059E83444C9C3E5C6E545' }
    )
    Connectors = @(
        @{
            Identifier = '{ED2F0444-C6BD-4A79-AC55-61025088E04C}'
            Name       = 'contoso.com'
            Forest     = 'contoso.com'
            Category   = 'AD'
            Settings   = @(
                @{ Place = 'forest'; Partition = ''; PartitionIdentifier = ''; Parameter = 'sign-and-seal'; Value = '0'; Was = '0'; Dialog = 'Connect to Active Directory Forest > Options' }
                @{ Place = 'partition'; Partition = 'DC=contoso,DC=com'; PartitionIdentifier = '{3aa124b0-e8f4-4d1c-84e1-073ecdeaa14e}'; Parameter = 'sign-and-seal'; Value = '0'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
                @{ Place = 'partition'; Partition = 'DC=emea,DC=contoso,DC=com'; PartitionIdentifier = '{004ff685-8415-43a9-aab0-4644e2465fbc}'; Parameter = 'sign-and-seal'; Value = '0'; Was = '0'; Dialog = 'Configure Directory Partitions > Domain controller connection settings > Options' }
            )
            ByHand     = @(
            )
        }
    )
}
#endregion Plan

#region Rights
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

function Get-MemberValue {
    param([object] $Object, [string] $Name)
    if ($null -eq $Object) { return $null }
    $member = $Object.PSObject.Properties[$Name]
    if ($null -eq $member) { return $null }
    return $member.Value
}

# The value of a parameter; nothing where there is no such parameter.
function Get-ParameterValue {
    param([object] $Parameters, [string] $Name)
    foreach ($parameter in $Parameters) {
        if (Test-SameText (Get-MemberValue $parameter 'Name') $Name) {
            return ([string] (Get-MemberValue $parameter 'Value')).Trim()
        }
    }
    return $null
}

function Test-ADConnector {
    param([object] $Live)
    if (Test-SameText (Get-MemberValue $Live 'ConnectorTypeName') 'AD') { return $true }
    $parameters = @(Get-MemberValue $Live 'ConnectivityParameters')
    return $null -ne (Get-ParameterValue -Parameters $parameters -Name 'forest-name')
}

# The connector of the plan that a live one is, and by what; nothing where the exports do not have it.
function Find-PlannedConnector {
    param([object] $Live, [object[]] $Planned, [bool] $ByName)
    $key = ConvertTo-Key $Live.Identifier
    $found = @($Planned | Where-Object { (ConvertTo-Key $_.Identifier) -eq $key })
    if ($found.Count -eq 1) { return @{ Planned = $found[0]; Way = 'identifier' } }
    if (-not $ByName) { return $null }
    $forest = Get-ParameterValue -Parameters $Live.ConnectivityParameters -Name 'forest-name'
    $found = @($Planned | Where-Object { (Test-SameText $_.Name $Live.Name) -and (Test-SameText $_.Forest $forest) })
    if ($found.Count -eq 1) { return @{ Planned = $found[0]; Way = 'name' } }
    return $null
}

# The settings of the plan for one place, and by what they were found.
function Find-PlannedSetting {
    param([hashtable] $Planned, [object] $Partition, [bool] $ByName)
    if ($null -eq $Partition) {
        return @{ Settings = @($Planned.Settings | Where-Object { $_.Place -eq 'forest' }); Way = 'place' }
    }
    $key = ConvertTo-Key $Partition.Identifier
    $found = @($Planned.Settings | Where-Object {
            $_.Place -eq 'partition' -and (ConvertTo-Key $_.PartitionIdentifier) -eq $key
        })
    if ($found.Count -gt 0 -or -not $ByName) { return @{ Settings = $found; Way = 'identifier' } }
    $found = @($Planned.Settings | Where-Object {
            $_.Place -eq 'partition' -and (Test-SameText $_.Partition $Partition.Name)
        })
    return @{ Settings = $found; Way = 'name' }
}

function Get-Row {
    param([hashtable] $Values)
    $row = [ordered] @{
        Server = [System.Environment]::MachineName; Connector = ''; Identifier = ''; Forest = ''; Place = ''
        Partition = ''; PartitionIdentifier = ''; Parameter = 'sign-and-seal'; OnServer = ''; InExport = ''
        Agrees = ''; Tls = ''; MatchedBy = ''; Remark = ''
    }
    foreach ($name in $Values.Keys) { $row[$name] = $Values[$name] }
    foreach ($name in @('Connector', 'Forest', 'Partition')) { $row[$name] = Format-Name $row[$name] }
    return [PSCustomObject] $row
}

# A place on the server beside the exports. Marks the settings of the plan that it has met.
function Compare-Place {
    param([object] $Live, [object] $Partition, [hashtable] $Match, [bool] $ByName)
    $parameters = $Live.ConnectivityParameters
    if ($null -ne $Partition) { $parameters = $Partition.Parameters }
    $value = Get-ParameterValue -Parameters $parameters -Name 'sign-and-seal'
    $values = @{
        Connector = $Live.Name; Identifier = ConvertTo-Key $Live.Identifier; Place = 'forest'; OnServer = [string] $value
        Forest = Get-ParameterValue -Parameters $Live.ConnectivityParameters -Name 'forest-name'
        Tls = [string] (Get-ParameterValue -Parameters $parameters -Name 'ssl-bind')
    }
    if ($null -ne $Partition) {
        $values.Place = 'partition'
        $values.Partition = $Partition.Name
        $values.PartitionIdentifier = ConvertTo-Key $Partition.Identifier
    }
    if ($null -eq $value) { $values.Remark = 'the parameter does not exist on the server' }
    if ($null -ne $Match) {
        $found = Find-PlannedSetting -Planned $Match.Planned -Partition $Partition -ByName $ByName
        foreach ($setting in $found.Settings) {
            $setting['Met'] = $true
            if ($setting.Parameter -ne 'sign-and-seal') { continue }
            $values.InExport = $setting.Value
            $values.Agrees = $null -ne $value -and $value -ceq ([string] $setting.Value).Trim()
            $values.MatchedBy = if ($found.Way -eq 'place') { $Match.Way } else { '{0}, {1}' -f $Match.Way, $found.Way }
        }
    }
    Get-Row -Values $values
}

# What the exports have and the server has not.
function Get-UnmetRow {
    param([object[]] $Planned)
    foreach ($connector in $Planned) {
        foreach ($setting in $connector.Settings) {
            if ($setting.ContainsKey('Met')) { continue }
            Get-Row -Values @{
                Connector = $connector.Name; Identifier = ConvertTo-Key $connector.Identifier; Forest = $connector.Forest
                Place = $setting.Place; Partition = $setting.Partition; Agrees = $false
                PartitionIdentifier = ConvertTo-Key $setting.PartitionIdentifier; Parameter = $setting.Parameter
                InExport = $setting.Value; Remark = 'in the export, not found on this server'
            }
        }
    }
}

if (@(Get-Module -ListAvailable -Name ADSync).Count -eq 0) {
    throw 'The module ADSync is not here: run this on the Microsoft Entra Connect server.'
}
if (-not (Test-Membership -Group $AdminGroup)) {
    Write-Warning -Message "You do not seem to be in the group '$AdminGroup': reading may fail."
}
Import-Module -Name ADSync -DisableNameChecking -Verbose:$false

$planned = @($Plan['Connectors'])
$byName = $MatchByName.IsPresent
$rows = @(foreach ($live in @(Get-ADSyncConnector | Where-Object { Test-ADConnector -Live $_ })) {
        $match = Find-PlannedConnector -Live $live -Planned $planned -ByName $byName
        Compare-Place -Live $live -Partition $null -Match $match -ByName $byName
        foreach ($partition in $live.Partitions) {
            Compare-Place -Live $live -Partition $partition -Match $match -ByName $byName
        }
    })
$rows += @(Get-UnmetRow -Planned $planned)
$rows

$differing = @($rows | Where-Object { $_.Agrees -is [bool] -and -not $_.Agrees }).Count
if ($differing -gt 0) {
    $hint = if ($byName) { '' } else { ' On another server than the exported one use -MatchByName.' }
    Write-Warning -Message "$differing of $($rows.Count) places differ from the exports.$hint"
}
