using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Management;

/// <summary>The app, whose sweep looks at the youngest sagas too.</summary>
public sealed class EagerSweep : OwnApp
{
    private protected override Task<LocalAppSettings> SettingsAsync() =>
        Task.FromResult(new LocalAppSettings(Storage, Hub, Others: new Dictionary<string, string> { ["Reconciliation__After"] = "00:00:00" }));
}
