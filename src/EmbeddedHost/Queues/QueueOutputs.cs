using System.Collections;
using System.Reflection;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Sends what a function returned to the queues that its output bindings name, before the invocation counts as done.</summary>
internal sealed class QueueOutputs(QueueConnections connections, IConfiguration settings, IOptions<WorkerOptions> options)
{
    public async Task SendAsync(InvocationContext invocation)
    {
        foreach (var (binding, value) in Outputs(invocation))
        {
            var queue = connections.Of(binding.Connection, BindingText.Resolve(binding.QueueName, settings));
            await queue.CreateIfNotExistsAsync(cancellationToken: invocation.CancellationToken);
            foreach (var message in Messages(value))
            {
                await queue.SendMessageAsync(message, cancellationToken: invocation.CancellationToken);
            }
        }
    }

    private static IEnumerable<(QueueOutputAttribute Binding, object Value)> Outputs(InvocationContext invocation)
    {
        var method = invocation.Function.Method;
        if (method.GetCustomAttribute<QueueOutputAttribute>() is { } returned && invocation.InvocationResult is { } result)
        {
            yield return (returned, result);
        }

        foreach (var property in BindingNames.ResultOf(method).GetProperties())
        {
            if (property.GetCustomAttribute<QueueOutputAttribute>() is { } binding
                && invocation.OutputBindingData.TryGetValue(property.Name, out var value) && value is not null)
            {
                yield return (binding, value);
            }
        }
    }

    // A list is a message for each element; text and bytes are one.
    private IEnumerable<BinaryData> Messages(object value) => value is IEnumerable and not (string or byte[])
        ? ((IEnumerable)value).Cast<object?>().OfType<object>().Select(Message)
        : [Message(value)];

    private BinaryData Message(object value) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => options.Value.Serializer!.Serialize(value, value.GetType(), CancellationToken.None),
    };
}
