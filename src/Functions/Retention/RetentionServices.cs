using DurableSagas.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Retention;

internal sealed class RetentionServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RetentionSettings, RetentionSettingsValidator>().BindConfiguration(RetentionSettings.Section);
        services.AddTable(RetentionRuns.Table).AddSingleton<RetentionRuns>().AddSingleton<SagaPurger>();
    }
}
