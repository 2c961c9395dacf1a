using DurableSagas.BenchmarkPeers.Driving;
using WorkflowCore.Interface;
using WorkflowCore.Models;

namespace DurableSagas.BenchmarkPeers.WorkflowCore;

/// <summary>The last step: tells who waits.</summary>
public sealed class TellEnd(Ends ends) : StepBody
{
    public override ExecutionResult Run(IStepExecutionContext context)
    {
        ends.Ended(((Begun)context.Workflow.Data).Id, Enum.Parse<PeerWorkload>(context.Workflow.WorkflowDefinitionId));
        return ExecutionResult.Next();
    }
}
