using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>A participant's answer in the words of steps.</summary>
public static class Asking
{
    /// <summary>Runs one call, unless there is nobody to tell; what the answer promises is checked.</summary>
    public static Task<StepResult<ForeignJson?>> AskAsync(
        this StepRunner runner, StepCall<ParticipantCall> call, Func<CancellationToken, Task<JsonElement>> ask, CancellationToken cancellationToken) =>
        runner.RunAsync<ParticipantCall, ForeignJson?>(
            call, async token => call.Request.IsReadOnly ? null : ForeignJson.Of(Promise.Of(call.Request, await ask(token))), cancellationToken);
}
