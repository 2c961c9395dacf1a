using DurableSagas.SagaFunctions.Receivers;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>Receivers of these names, each a queue.</summary>
internal static class Registered
{
    public static ReceiverRegistry Queues(params string[] names) =>
        new(new ConfigurationBuilder().Build(), names.Select(name => KeyValuePair.Create(name, new ReceiverSettings { Queue = name })));
}
