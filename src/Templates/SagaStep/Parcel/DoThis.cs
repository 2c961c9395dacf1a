using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace AppNamespace.Parcel;

public sealed class DoThis(StepRunner runner)
{
    [Function(nameof(DoThis))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<AskFor> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => throw new NotImplementedException("Say here what DoThis does."), cancellationToken);
}
