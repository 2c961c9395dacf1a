using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Sends what a function returned to the queues that its output bindings name, before the invocation counts as done.</summary>
internal sealed class QueueOutputs(QueueConnections connections, IConfiguration settings, IOptions<WorkerOptions> options)
{
    // Attributes are made anew by each look at them, and nearly no function has one.
    private readonly ConcurrentDictionary<MethodInfo, Binding[]> _bindings = new();

    public Task SendAsync(InvocationContext invocation) =>
        _bindings.GetOrAdd(invocation.Function.Method, Bindings) is { Length: > 0 } bindings ? SendAsync(invocation, bindings) : Task.CompletedTask;

    private async Task SendAsync(InvocationContext invocation, Binding[] bindings)
    {
        foreach (var (property, binding) in bindings)
        {
            if (Output(invocation, property) is not { } value)
            {
                continue;
            }

            var queue = connections.Of(binding.Connection, BindingText.Resolve(binding.QueueName, settings));
            await queue.CreateIfNotExistsAsync(cancellationToken: invocation.CancellationToken);
            foreach (var message in Messages(value))
            {
                await queue.SendMessageAsync(message, cancellationToken: invocation.CancellationToken);
            }
        }
    }

    private static Binding[] Bindings(MethodInfo method) =>
    [
        .. method.GetCustomAttribute<QueueOutputAttribute>() is { } returned ? [new Binding(null, returned)] : Array.Empty<Binding>(),
        .. BindingNames.ResultOf(method).GetProperties()
            .Select(property => (property.Name, Attribute: property.GetCustomAttribute<QueueOutputAttribute>()))
            .Where(property => property.Attribute is not null)
            .Select(property => new Binding(property.Name, property.Attribute!)),
    ];

    private static object? Output(InvocationContext invocation, string? property) => property is null
        ? invocation.InvocationResult
        : invocation.OutputBindingData.TryGetValue(property, out var value) ? value : null;

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

    /// <param name="Property">Null: what the function returns, as a whole.</param>
    private readonly record struct Binding(string? Property, QueueOutputAttribute Attribute);
}
