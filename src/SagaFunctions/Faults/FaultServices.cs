using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Steps.Filters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Faults;

internal static class FaultServices
{
    public static IServiceCollection AddFaultInjection(this IServiceCollection services, IConfiguration configuration)
    {
        var isAllowed = configuration[FaultInjection.Setting] switch
        {
            null or "" => false,
            var text when bool.TryParse(text, out var value) => value,
            var text => throw new InvalidOperationException($"Setting '{FaultInjection.Setting}' is '{text}'; it must be true or false."),
        };
        services.AddSingleton(new FaultInjection(isAllowed)).AddSingleton<FaultTable>().AddSingleton<FaultRequest>();
        // Without the setting no step asks the table: production pays nothing for it.
        return isAllowed
            ? services.AddTable(FaultTable.Table)
                .AddSingleton<IStepFilter, RequestedFaultFilter>()
                .AddSingleton<ISagaRows>(provider => provider.GetRequiredService<FaultTable>())
            : services;
    }
}
