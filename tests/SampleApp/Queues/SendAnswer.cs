using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.Queues;

/// <summary>An HTTP answer, and a message for a queue.</summary>
public sealed class SendAnswer
{
    [HttpResult]
    public required HttpResponseData Response { get; init; }

    [QueueOutput("%SAMPLE_NAME%-work")]
    public required IReadOnlyList<string> Messages { get; init; }
}
