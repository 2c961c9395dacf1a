using DurableSagas.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Reconciliation;

internal sealed class ReconciliationServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ReconciliationSettings, ReconciliationSettingsValidator>().BindConfiguration(ReconciliationSettings.Section);
        services.AddTable(SweepPlace.Table).AddSingleton<SweepPlace>().AddSingleton<SagaReconciler>();
    }
}
