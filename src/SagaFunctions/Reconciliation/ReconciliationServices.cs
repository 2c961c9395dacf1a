using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Reconciliation;

internal static class ReconciliationServices
{
    public static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ReconciliationSettings, ReconciliationSettingsValidator>().BindConfiguration(ReconciliationSettings.Section);
        return services.AddTable(SweepPlace.Table)
            .AddSingleton<SweepPlace>()
            .AddSingleton<ListSweep>()
            .AddSingleton<SagaReconciler>()
            .AddSingleton<ApprovalSweep>();
    }
}
