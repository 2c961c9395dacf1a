using System.Globalization;
using Azure.Storage.Queues.Models;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>A message of a queue starts a function.</summary>
internal sealed class QueueCall(QueueMessage message) : InvocationTrigger
{
    private Dictionary<string, object?>? _bindingData;

    // Microsoft's worker receives all of them as text.
    public override IReadOnlyDictionary<string, object?> BindingData => _bindingData ??= new(StringComparer.OrdinalIgnoreCase)
    {
        ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["ExpirationTime"] = Text(message.ExpiresOn),
        ["Id"] = message.MessageId,
        ["InsertionTime"] = Text(message.InsertedOn),
        ["NextVisibleTime"] = Text(message.NextVisibleOn),
        ["PopReceipt"] = message.PopReceipt,
        ["QueueTrigger"] = message.Body.ToString(),
    };

    public override async ValueTask<object?> ReadAsync(InvocationContext context, Type type) =>
        type == typeof(QueueMessage) ? message
        : type == typeof(BinaryData) ? message.Body
        : type == typeof(string) ? message.Body.ToString()
        : type == typeof(byte[]) ? message.Body.ToArray()
        : await context.RootServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!.DeserializeAsync(message.Body.ToStream(), type, context.CancellationToken);

    private static string? Text(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture);
}
