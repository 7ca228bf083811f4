# A simulated module ADSync, as far as the scripts of ldapfix use it: it keeps connectors, a scheduler, runs
# and a service, gives copies of what it keeps, and fails as it is told.

if ($null -eq ('Simulated.Connector' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Simulated
{
    public class ConfigurationParameter
    {
        public ConfigurationParameter(string name, object value) { Name = name; Value = value; }
        public string Name { get; private set; }
        public object Value { get; set; }
    }

    // Keyed by name, as the real one is used; knows which parameters were added since it was handed out.
    public class ParameterCollection : KeyedCollection<string, ConfigurationParameter>
    {
        private readonly HashSet<string> added = new HashSet<string>();
        public bool IsHandedOut;
        public bool WasAdded(string name) { return added.Contains(name); }
        protected override string GetKeyForItem(ConfigurationParameter item) { return item.Name; }
        protected override void InsertItem(int index, ConfigurationParameter item)
        {
            base.InsertItem(index, item);
            if (IsHandedOut) added.Add(item.Name);
        }
        public ParameterCollection Copy()
        {
            var copy = new ParameterCollection();
            foreach (var item in this) copy.Add(new ConfigurationParameter(item.Name, item.Value));
            copy.IsHandedOut = true;
            return copy;
        }
    }

    public class Partition
    {
        public Guid Identifier { get; set; }
        public string Name { get; set; }
        public ParameterCollection Parameters { get; set; }
    }

    public class Connector
    {
        public Connector()
        {
            ConnectivityParameters = new ParameterCollection();
            GlobalParameters = new ParameterCollection();
            Partitions = new List<Partition>();
        }
        public Guid Identifier { get; set; }
        public string Name { get; set; }
        public string ConnectorTypeName { get; set; }
        public ParameterCollection ConnectivityParameters { get; set; }
        public ParameterCollection GlobalParameters { get; set; }
        public List<Partition> Partitions { get; private set; }
        public Connector Copy()
        {
            var copy = new Connector { Identifier = Identifier, Name = Name, ConnectorTypeName = ConnectorTypeName };
            copy.ConnectivityParameters = ConnectivityParameters.Copy();
            copy.GlobalParameters = GlobalParameters.Copy();
            foreach (var p in Partitions)
                copy.Partitions.Add(new Partition { Identifier = p.Identifier, Name = p.Name, Parameters = p.Parameters.Copy() });
            return copy;
        }
    }
}
'@
}

$script:State = $null

# Starts anew, with nothing. Fail names what is to go wrong:
#   SaveThrows, OnlyAfterReplacing, NeverStays, PartitionNeverStays, OldBackup, BackupLacksConnector,
#   ServiceStaysStopped, CycleNeverEnds, ResumeThrows
function Reset-Simulation {
    param([string[]] $Fail = @(), [int] $CyclePolls = 0, [bool] $SchedulerEnabled = $true)
    $script:State = @{
        Connectors = New-Object -TypeName System.Collections.ArrayList
        Fail = $Fail; CyclePolls = $CyclePolls; SchedulerEnabled = $SchedulerEnabled
        ServiceStatus = 'Running'; Saves = 0; Restarts = 0; Backups = 0; SchedulerCalls = @(); SleptSeconds = 0
    }
}

function Get-Simulation { return $script:State }

# Partitions: DN, identifier, value; a value of $null leaves the parameter out.
function Add-SimulatedConnector {
    param([string] $Name, [guid] $Identifier, [string] $Forest, [object] $Value, [object[]] $Partitions = @(), [string] $Type = 'AD')
    $connector = New-Object -TypeName Simulated.Connector
    $connector.Identifier = $Identifier
    $connector.Name = $Name
    $connector.ConnectorTypeName = $Type
    if ($Type -eq 'AD') {
        $connector.ConnectivityParameters.Add([Simulated.ConfigurationParameter]::new('forest-name', $Forest))
        if ($null -ne $Value) { $connector.ConnectivityParameters.Add([Simulated.ConfigurationParameter]::new('sign-and-seal', $Value)) }
        $connector.ConnectivityParameters.Add([Simulated.ConfigurationParameter]::new('ssl-bind', '0'))
    }
    foreach ($item in $Partitions) {
        $partition = New-Object -TypeName Simulated.Partition
        $partition.Name = $item[0]
        $partition.Identifier = [guid] $item[1]
        $partition.Parameters = New-Object -TypeName Simulated.ParameterCollection
        if ($null -ne $item[2]) { $partition.Parameters.Add([Simulated.ConfigurationParameter]::new('sign-and-seal', $item[2])) }
        $connector.Partitions.Add($partition)
    }
    $null = $script:State.Connectors.Add($connector)
}

function Get-ADSyncConnector {
    [CmdletBinding()]
    param([Nullable[guid]] $Identifier, [string] $Name)
    $found = @($script:State.Connectors)
    if ($null -ne $Identifier) { $found = @($found | Where-Object { $_.Identifier -eq $Identifier }) }
    if ($Name) { $found = @($found | Where-Object { $_.Name -ceq $Name }) }
    if ($found.Count -eq 0 -and ($Name -or $null -ne $Identifier)) { throw 'Simulated: there is no such connector.' }
    foreach ($connector in $found) { $connector.Copy() }
}

function Save-Parameter {
    param([object] $From, [object] $To, [bool] $Stays)
    foreach ($parameter in $From) {
        $keeps = $Stays -and ($script:State.Fail -notcontains 'OnlyAfterReplacing' -or $From.WasAdded($parameter.Name))
        if ($keeps) { $To[$parameter.Name].Value = $parameter.Value }
    }
}

function Add-ADSyncConnector {
    [CmdletBinding()]
    param([Simulated.Connector] $Connector)
    if ($script:State.Fail -contains 'SaveThrows') { throw 'Simulated: the connector cannot be saved.' }
    $script:State.Saves++
    $kept = @($script:State.Connectors | Where-Object { $_.Identifier -eq $Connector.Identifier })[0]
    $stays = $script:State.Fail -notcontains 'NeverStays'
    Save-Parameter -From $Connector.ConnectivityParameters -To $kept.ConnectivityParameters -Stays $stays
    for ($index = 0; $index -lt $kept.Partitions.Count; $index++) {
        $partitionStays = $stays -and $script:State.Fail -notcontains 'PartitionNeverStays'
        Save-Parameter -From $Connector.Partitions[$index].Parameters -To $kept.Partitions[$index].Parameters -Stays $partitionStays
    }
    $kept.Copy()
}

function Get-ADSyncScheduler {
    [CmdletBinding()]
    param()
    [PSCustomObject] @{ SyncCycleEnabled = $script:State.SchedulerEnabled; SyncCycleInProgress = $false; StagingModeEnabled = $false }
}

function Set-ADSyncScheduler {
    [CmdletBinding()]
    param([bool] $SyncCycleEnabled)
    if ($SyncCycleEnabled -and $script:State.Fail -contains 'ResumeThrows') { throw 'Simulated: the cloud does not answer.' }
    $script:State.SchedulerCalls += $SyncCycleEnabled
    $script:State.SchedulerEnabled = $SyncCycleEnabled
}

function Get-ADSyncConnectorRunStatus {
    [CmdletBinding()]
    param()
    if ($script:State.Fail -contains 'CycleNeverEnds' -or $script:State.CyclePolls -gt 0) {
        $script:State.CyclePolls--
        [PSCustomObject] @{ ConnectorName = 'contoso.com'; RunState = 'Busy' }
    }
}

function Export-Simulation {
    param([string] $Path)
    $script:State.Backups++
    $folder = Join-Path -Path $Path -ChildPath 'Connectors'
    $null = New-Item -ItemType Directory -Path $folder -Force
    if ($script:State.Fail -contains 'BackupLacksConnector') { return }
    foreach ($connector in $script:State.Connectors) {
        $file = Join-Path -Path $folder -ChildPath ('Connector_{{{0}}}.xml' -f $connector.Identifier)
        $id = '{' + ([string] $connector.Identifier).ToUpperInvariant() + '}'
        [System.IO.File]::WriteAllText($file, "<ma-data><id>$id</id></ma-data>")
    }
}

function Export-NewSignature {
    [CmdletBinding()]
    param([string] $Path, [bool] $Validate)
    Write-Verbose -Message "Validate is $Validate"
    Export-Simulation -Path $Path
}

function Export-OldSignature {
    [CmdletBinding()]
    param([string] $Path)
    Export-Simulation -Path $Path
}

function Get-ADSyncServerConfiguration {
    if ($script:State.Fail -contains 'OldBackup') { Export-OldSignature @args } else { Export-NewSignature @args }
}

Export-ModuleMember -Function Reset-Simulation, Get-Simulation, Add-SimulatedConnector, Get-ADSyncConnector,
Add-ADSyncConnector, Get-ADSyncScheduler, Set-ADSyncScheduler, Get-ADSyncConnectorRunStatus, Get-ADSyncServerConfiguration
