using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Retention;

internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services, RetentionSettings said)
    {
        services.AddOptionsWithValidateOnStart<RetentionSettings, RetentionSettingsValidator>()
            .Configure(settings => settings.Take(said))
            .BindConfiguration(RetentionSettings.Section);
        return services.AddTable(RetentionRuns.Table).AddSingleton<RetentionRuns>().AddSingleton<SagaPurger>().AddSingleton<RecordPurger>();
    }
}
