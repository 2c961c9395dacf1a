using WorkflowCore.Interface;
using WorkflowCore.Models;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>Finds no car, always.</summary>
public sealed class TakeCar : StepBody
{
    public override ExecutionResult Run(IStepExecutionContext context) => throw new InvalidOperationException("no car is left");
}
