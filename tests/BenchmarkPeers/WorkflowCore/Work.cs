using WorkflowCore.Interface;
using WorkflowCore.Models;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>The step that costs nothing itself.</summary>
public sealed class Work : StepBody
{
    public override ExecutionResult Run(IStepExecutionContext context) => ExecutionResult.Next();
}
