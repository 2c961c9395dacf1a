using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Events;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Events;

internal static class EventServices
{
    /// <summary>What compensation by event takes: the queues that the definitions name, the record of acknowledgements, and what consumers use.</summary>
    public static IServiceCollection AddCompensationByEvent(this IServiceCollection services, SagaCatalog catalog)
    {
        foreach (var compensation in catalog.Sagas.SelectMany(saga => saga.Definition.Steps).Select(step => step.Compensation).OfType<StepWork.Event>())
        {
            services.AddSingleton(new RequiredQueue(compensation.Queue));
        }

        return services
            .AddTable(AcknowledgementTable.Table)
            .AddSingleton<AcknowledgementTable>()
            .AddSingleton<IAcknowledgements>(provider => provider.GetRequiredService<AcknowledgementTable>())
            .AddSingleton<ISagaRows>(provider => provider.GetRequiredService<AcknowledgementTable>())
            .AddSingleton<CompensationMessages>()
            .AddSingleton<ICompensationQueues, CompensationQueues>()
            .AddSingleton<CompensationRequester>()
            .AddSingleton<CompensationConsumer>();
    }
}
