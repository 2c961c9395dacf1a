using System.Reflection;
using System.Text.Json.Serialization;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Admin;

/// <summary>What <c>GET admin/host/status</c> tells.</summary>
internal sealed class HostStatus(IAppWorker worker, IHostAddress address, TimeProvider time)
{
    private static readonly string _version = typeof(HostStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly long _start = time.GetTimestamp();

    public Status Read() => new(
        Id: address.BaseUri.Authority,
        State: worker.State switch
        {
            WorkerState.Ready => "Running",
            WorkerState.Starting => "Starting",
            _ => "Error",
        },
        // Clients look for the runtime's major version here.
        Version: "4.0.0",
        VersionDetails: $"LocalHost {_version}",
        ProcessUptime: (long)time.GetElapsedTime(_start).TotalMilliseconds);

    /// <summary>The names are the real host's.</summary>
    internal sealed record Status(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("state")] string State,
        [property: JsonPropertyName("version")] string Version,
        [property: JsonPropertyName("versionDetails")] string VersionDetails,
        [property: JsonPropertyName("processUptime")] long ProcessUptime)
    {
        [JsonPropertyName("functionAppContentEditingState")]
        public string ContentEditing { get; } = "NotAllowed";
    }
}
