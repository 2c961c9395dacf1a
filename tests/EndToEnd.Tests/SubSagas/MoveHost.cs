using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.SubSagas;

/// <summary>Another app, whose saga has a saga as a step.</summary>
public sealed class MoveHost : OwnApp
{
    private protected override Task<LocalAppSettings> SettingsAsync() =>
        Task.FromResult(new LocalAppSettings(Storage, Hub) { AppFolder = LocalApp.FolderOf("MoveApp") });
}
