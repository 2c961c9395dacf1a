namespace DurableSagas.Infra.Tests.Commands;

/// <summary>The Bicep CLI of the version that deployments use, out of its NuGet package.</summary>
internal static class Bicep
{
    private static readonly string _program = Repository.Setting("Bicep");

    public static Task<CommandResult> RunAsync(string folder, params string[] arguments) =>
        Command.RunAsync(_program, arguments, folder, TestContext.Current.CancellationToken);
}
