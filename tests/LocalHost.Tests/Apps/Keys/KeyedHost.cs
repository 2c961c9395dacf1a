using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Keys;

/// <summary>The sample app on a host that asks for keys.</summary>
public sealed class KeyedHost(Storage storage) : IAsyncLifetime
{
    public const string Any = "any-function-1f3b7c";
    public const string Own = "own-function-88d20e";
    public const string System = "system-53ac19";
    public const string Master = "master-c01d5e";

    private HostProcess? _process;

    internal HostProcess Process => _process!;

    internal SampleHost Anyone => new(_process!);

    internal SampleHost With(string key) => new(_process!, ("x-functions-key", key));

    public async ValueTask InitializeAsync() => _process = await HostProcess.StartAsync(
        HostSettings.Sample(storage).With(
            ("LocalHost__Keys__default", Any),
            ("LocalHost__Keys__Keyed", Own),
            ("LocalHost__Keys___system", System),
            ("LocalHost__Keys___master", Master)),
        CancellationToken.None);

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
