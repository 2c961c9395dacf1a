using DurableSagas.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Reconciliation;

internal sealed class ReconciliationServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        services.AddOptions<ReconciliationSettings>()
            .BindConfiguration(ReconciliationSettings.Section)
            .Validate(settings => settings.IsValid, $"'{ReconciliationSettings.Section}': 'After' must not be negative, and 'MaxPerRun' must be 1 to 10000.")
            .ValidateOnStart();
        services.AddTable(SweepPlace.Table).AddSingleton<SweepPlace>().AddSingleton<SagaReconciler>();
    }
}
