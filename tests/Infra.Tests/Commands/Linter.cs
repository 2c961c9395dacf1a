namespace DurableSagas.Infra.Tests.Commands;

/// <summary>The linters of other languages, Node.js programs beside this assembly. Each prints what it finds, a line each.</summary>
public sealed class Linter : IAsyncLifetime
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Linters");

    public async ValueTask InitializeAsync()
    {
        var wanted = new FileInfo(Path.Combine(_folder, "package-lock.json"));
        var installed = new FileInfo(Path.Combine(_folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
        {
            var install = await Command.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], _folder, CancellationToken.None);
            Assert.True(install.ExitCode == 0, $"npm could not install the linters: {install.Errors}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal async Task<string> FindingsAsync(string program, IEnumerable<string> files)
    {
        var result = await Command.RunAsync("node", [Path.Combine(_folder, program), .. files], _folder, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{program} failed: {result.Errors}");
        return result.Output;
    }
}
