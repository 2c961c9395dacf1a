using System.Reflection.Emit;
using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using FunctionBinding = DurableSagas.LocalHost.Functions.FunctionBinding;

namespace DurableSagas.LocalHost.WebJobs.Emitting;

/// <summary>A further parameter of an emitted method: a durable client, or a queue to send to.</summary>
internal static class BoundParameter
{
    public static Type TypeOf(FunctionBinding binding) => IsClient(binding) ? typeof(string) : typeof(IAsyncCollector<BinaryData>);

    /// <summary><c>$return</c> would be taken for the method's return value.</summary>
    public static string NameOf(FunctionBinding binding) => binding.Name.Replace("$", "_", StringComparison.Ordinal);

    public static CustomAttributeBuilder AttributeOf(FunctionBinding binding) => IsClient(binding)
        ? FunctionAttributes.Make(
            typeof(DurableClientAttribute), [], ("TaskHub", binding.Text("taskHub")), ("ConnectionName", binding.Text("connectionName")))
        : FunctionAttributes.Make(
            typeof(QueueAttribute),
            [binding.Text("queueName") ?? throw new FunctionsException($"The queue binding '{binding.Name}' has no 'queueName'.")],
            ("Connection", binding.Text("connection")));

    private static bool IsClient(FunctionBinding binding) => binding.Is("durableClient");
}
