using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class TaskHubFileTests(AppHost host)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FileHubFact]
    public async Task Start_TaskHubOfARunningApp_IsRefusedAndTheFirstGoesOn()
    {
        using var workspace = new Workspace();
        var settings = new LocalAppSettings(host.Storage, workspace.Hub);
        await using var first = await LocalApp.StartAsync(settings, Token);

        var refused = await Assert.ThrowsAsync<AppStartException>(() => LocalApp.StartAsync(settings, Token));

        using var app = new AppClient(first.Url);
        var shop = await Shop.OpenAsync(app);
        Assert.Contains(settings.Hub.File, refused.Message, StringComparison.Ordinal);
        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal("Completed", (await shop.RunAsync(shop.Order())).Status);
    }

    [FileHubFact]
    public async Task Start_TaskHubDamaged_IsRefusedAndTheFileIsLeftAsItIs()
    {
        using var workspace = new Workspace();
        var settings = new LocalAppSettings(host.Storage, workspace.Hub);
        await RunAnOrderAsync(settings);
        await DamageAsync(settings.Hub.File);
        var damaged = await File.ReadAllBytesAsync(settings.Hub.File, Token);

        var refused = await Assert.ThrowsAsync<AppStartException>(() => LocalApp.StartAsync(settings, Token));

        Assert.Contains(settings.Hub.File, refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(settings.Hub.File, Token));
    }

    [FileHubFact]
    public async Task Start_TaskHubIsSomeOtherFile_IsRefusedAndTheFileIsLeftAsItIs()
    {
        using var workspace = new Workspace();
        var settings = new LocalAppSettings(host.Storage, workspace.Hub);
        Directory.CreateDirectory(Path.GetDirectoryName(settings.Hub.File)!);
        await File.WriteAllTextAsync(settings.Hub.File, new string('d', 20_000), Token);

        var refused = await Assert.ThrowsAsync<AppStartException>(() => LocalApp.StartAsync(settings, Token));

        Assert.Contains(settings.Hub.File, refused.Message, StringComparison.Ordinal);
        Assert.Equal(new string('d', 20_000), await File.ReadAllTextAsync(settings.Hub.File, Token));
    }

    private static async Task RunAnOrderAsync(LocalAppSettings settings)
    {
        await using var local = await LocalApp.StartAsync(settings, Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        await shop.RunAsync(shop.Order());
    }

    private static async Task DamageAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open);
        var rubbish = new byte[Math.Max(4096, stream.Length)];
        new Random(7).NextBytes(rubbish);
        // The first 16 bytes go on saying that it is a database.
        stream.Position = 16;
        await stream.WriteAsync(rubbish, Token);
        File.Delete($"{file}-wal");
    }
}
