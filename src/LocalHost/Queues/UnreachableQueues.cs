using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.LocalHost.Queues;

/// <summary>Tells a queue service that does not answer as one that is not available, 503.</summary>
/// <remarks>
/// The queue listener goes on after an error of the service, and ends for good when there was no connection:
/// in Azure the host then ends too, and the platform starts another.
/// </remarks>
internal sealed class UnreachableQueues : HttpPipelinePolicy
{
    private const int Unavailable = 503;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception exception) when (IsUnreachable(exception, message))
        {
            throw Told(exception);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception exception) when (IsUnreachable(exception, message))
        {
            throw Told(exception);
        }
    }

    // Several attempts are told together; one that ran out of time as a cancellation that nobody asked for.
    private static bool IsUnreachable(Exception exception, HttpMessage message) => exception switch
    {
        AggregateException or RequestFailedException { Status: 0 } => true,
        OperationCanceledException => !message.CancellationToken.IsCancellationRequested,
        _ => false,
    };

    private static RequestFailedException Told(Exception exception) =>
        new(Unavailable, $"The queue service does not answer: {exception.Message}", exception);
}
