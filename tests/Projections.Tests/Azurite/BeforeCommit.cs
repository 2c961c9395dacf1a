using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.Projections.Tests.Azurite;

/// <summary>Lets another writer come between a writer's reading and its first transaction.</summary>
internal sealed class BeforeCommit(Func<Task> other) : HttpPipelinePolicy
{
    private Func<Task>? _other = other;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Exchange(ref _other, null) is { } other)
        {
            await other();
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing here is synchronous.");
}
