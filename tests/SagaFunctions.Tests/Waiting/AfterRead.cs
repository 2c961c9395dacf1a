using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.SagaFunctions.Tests.Waiting;

/// <summary>Lets something happen between a read and its answer, once it is told what.</summary>
internal sealed class AfterRead : HttpPipelinePolicy
{
    private Func<Task>? _what;

    public void Do(Func<Task> what) => _what = what;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Get && Interlocked.Exchange(ref _what, null) is { } what)
        {
            await what();
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing here is synchronous.");
}
