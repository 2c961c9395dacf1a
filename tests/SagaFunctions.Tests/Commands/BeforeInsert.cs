using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>Lets something else happen just before the next row is inserted into a table.</summary>
internal sealed class BeforeInsert(string table) : HttpPipelinePolicy
{
    private Func<Task>? _other;

    public void Do(Func<Task> other) => _other = other;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method == RequestMethod.Post
            && message.Request.Uri.Path.EndsWith(table, StringComparison.Ordinal)
            && Interlocked.Exchange(ref _other, null) is { } other)
        {
            await other();
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);
}
