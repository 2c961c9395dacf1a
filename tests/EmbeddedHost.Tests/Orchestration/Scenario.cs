using System.Text.RegularExpressions;
using DurableSagas.EmbeddedHost.Dispatch;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>Runs a script twice, on live executions and on ones replayed before every episode, and demands the same histories.</summary>
internal static partial class Scenario
{
    public static ScriptedHub Run(Action<ScriptedFunctions> app, Action<ScriptedHub> script, EngineSettings? settings = null)
    {
        var live = RunOnce(app, script, settings, replayAlways: false);
        var replayed = RunOnce(app, script, settings, replayAlways: true);

        Assert.Equal(WithoutStackTraces(live), WithoutStackTraces(replayed));
        Assert.Equal(live.Functions.Calls, replayed.Functions.Calls);
        return live;
    }

    /// <summary>An orchestrator named Main, started as instance main.</summary>
    public static ScriptedHub RunMain<T>(
        Func<Microsoft.DurableTask.TaskOrchestrationContext, Task<T>> main, Action<ScriptedFunctions>? app = null, object? input = null) =>
        Run(
            functions =>
            {
                functions.Orchestrator("Main", main);
                app?.Invoke(functions);
            },
            hub => hub.Start("Main", input));

    public static ScriptedHub RunOnce(
        Action<ScriptedFunctions> app, Action<ScriptedHub> script, EngineSettings? settings = null, bool replayAlways = false)
    {
        var functions = new ScriptedFunctions();
        app(functions);
        var hub = new ScriptedHub(functions, settings ?? new EngineSettings(), NullLoggerFactory.Instance, replayAlways);
        script(hub);
        hub.RunToEnd();
        return hub;
    }

    private static string WithoutStackTraces(ScriptedHub hub) => StackTrace().Replace(hub.Transcript(), string.Empty);

    [GeneratedRegex("""
        ,"st":"([^"\\]|\\.)*"
        """)]
    private static partial Regex StackTrace();
}
