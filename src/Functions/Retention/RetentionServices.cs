using DurableSagas.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Retention;

internal sealed class RetentionServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        services.AddOptions<RetentionSettings>()
            .BindConfiguration(RetentionSettings.Section)
            .Validate(settings => settings.IsValid, $"'{RetentionSettings.Section}': 'Completed', 'Compensated' and 'Terminated' are times such as '30.00:00:00', none of them negative, and 'MaxPerRun' is 1 to 100000.")
            .ValidateOnStart();
        services.AddTable(RetentionRuns.Table).AddSingleton<RetentionRuns>().AddSingleton<SagaPurger>();
    }
}
