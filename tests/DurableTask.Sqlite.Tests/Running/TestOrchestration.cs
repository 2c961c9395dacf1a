using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>An orchestrator that is a function of the test.</summary>
internal sealed class TestOrchestration(Func<TestRun, string, Task<string>> run) : TaskOrchestration<string, string, string, string>
{
    private TestRun? _run;

    public override Task<string> RunTask(OrchestrationContext context, string input)
    {
        _run = new TestRun(context);
        return run(_run, input);
    }

    // An entity's answer is no text.
    public override void RaiseEvent(OrchestrationContext context, string name, string input)
    {
        if (Guid.TryParse(name, out _))
        {
            _run!.Raise(name, input);
            return;
        }

        base.RaiseEvent(context, name, input);
    }

    public override void OnEvent(OrchestrationContext context, string name, string input) => _run!.Raise(name, input);

    public override string OnGetStatus() => _run?.Status!;
}
