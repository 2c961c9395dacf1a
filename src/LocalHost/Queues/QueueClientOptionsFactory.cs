using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.LocalHost.Queues;

/// <summary>Makes what Microsoft's factory makes, and adds to the options of queue clients that <see cref="UnreachableQueues"/>.</summary>
internal sealed class QueueClientOptionsFactory(AzureComponentFactory inner) : AzureComponentFactory
{
    public static void Decorate(IServiceCollection services)
    {
        var known = services.Last(service => service.ServiceType == typeof(AzureComponentFactory));
        services.AddSingleton<AzureComponentFactory>(provider =>
            new QueueClientOptionsFactory((AzureComponentFactory)ActivatorUtilities.CreateInstance(provider, known.ImplementationType!)));
    }

    public override TokenCredential CreateTokenCredential(IConfiguration configuration) => inner.CreateTokenCredential(configuration);

    public override object CreateClientOptions(Type optionsType, object? serviceVersion, IConfiguration? configuration)
    {
        var options = inner.CreateClientOptions(optionsType, serviceVersion!, configuration!);
        (options as QueueClientOptions)?.AddPolicy(new UnreachableQueues(), HttpPipelinePosition.PerCall);
        return options;
    }

    public override object CreateClient(Type clientType, IConfiguration configuration, TokenCredential credential, object clientOptions) =>
        inner.CreateClient(clientType, configuration, credential, clientOptions);
}
