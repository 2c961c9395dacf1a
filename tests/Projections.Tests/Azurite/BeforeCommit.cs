using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.Projections.Tests.Azurite;

/// <summary>Lets another writer come between a writer's reading and its first transactions.</summary>
internal sealed class BeforeCommit(Func<Task> other, int times = 1) : HttpPipelinePolicy
{
    private int _left = times;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Decrement(ref _left) >= 0)
        {
            await other();
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing here is synchronous.");
}
