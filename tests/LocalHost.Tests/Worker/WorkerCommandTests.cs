using DurableSagas.LocalHost.Worker.Launching;

namespace DurableSagas.LocalHost.Tests.Worker;

public sealed class WorkerCommandTests
{
    private static readonly WorkerConfig _config = new("dotnet", "App.dll");

    [Fact]
    public void StartInfo_AnyWorker_HasItsAddressInTheOldNamesAndTheNew()
    {
        var arguments = new WorkerCommand(_config, new EngineOptions { AppFolder = "/app" }).StartInfo(new Uri("http://127.0.0.1:5001"), "w-1").ArgumentList;

        Assert.Equal(Path.Combine("/app", "App.dll"), arguments[0]);
        Assert.Equal(("127.0.0.1", "5001", "w-1"), (After("--host"), After("--port"), After("--workerId")));
        Assert.Equal(("http://127.0.0.1:5001/", "w-1"), (After("--functions-uri"), After("--functions-worker-id")));
        Assert.Equal(After("--requestId"), After("--functions-request-id"));

        string After(string name) => arguments[arguments.IndexOf(name) + 1];
    }

    [Fact]
    public void StartInfo_AppWithSettingsAndHooks_KeepsThemBesideTheHosts()
    {
        var options = new EngineOptions
        {
            AppFolder = "/app",
            Settings = new Dictionary<string, string> { ["A"] = "local", ["DOTNET_STARTUP_HOOKS"] = "TheirHook" },
        };

        var environment = Environment(options);

        Assert.Equal(
            ("local", "/app", "dotnet-isolated"),
            (environment["A"], environment["FUNCTIONS_APPLICATION_DIRECTORY"], environment["FUNCTIONS_WORKER_RUNTIME"]));
        Assert.Equal(["DurableSagas.WorkerHook.dll", "TheirHook"], Hooks(environment));
        Assert.DoesNotContain("FUNCTIONS_ENABLE_DEBUGGER_WAIT", environment.Keys);
    }

    [Fact]
    public void StartInfo_Debug_WaitsInTheWorkersOwnHook()
    {
        var environment = Environment(new EngineOptions { AppFolder = "/app", Debug = true });

        Assert.Equal("true", environment["FUNCTIONS_ENABLE_DEBUGGER_WAIT"]);
        Assert.Equal(["DurableSagas.WorkerHook.dll", "Microsoft.Azure.Functions.Worker.Core"], Hooks(environment));
    }

    [Fact]
    public void StartInfo_AppThatDoesNotSayHowLongThreadsSpin_HasThemSleepAtOnce()
    {
        const string Name = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";
        var saysItself = new EngineOptions { AppFolder = "/app", Settings = new Dictionary<string, string> { [Name] = "46" } };

        Assert.Equal(System.Environment.GetEnvironmentVariable(Name) ?? "0", Environment(new EngineOptions { AppFolder = "/app" })[Name]);
        Assert.Equal("46", Environment(saysItself)[Name]);
    }

    private static IDictionary<string, string?> Environment(EngineOptions options) =>
        new WorkerCommand(_config, options).StartInfo(new Uri("http://127.0.0.1:5001"), "w-1").Environment;

    private static IEnumerable<string?> Hooks(IDictionary<string, string?> environment) =>
        environment["DOTNET_STARTUP_HOOKS"]!.Split(Path.PathSeparator).Select(Path.GetFileName);
}
