using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Checks;

/// <summary>Refuses to start an app with faults in its definitions, or with functions that cannot be constructed: better now than in mid-saga.</summary>
/// <param name="faults">Of definitions and catalog.</param>
internal sealed class AppCheck(IReadOnlyList<string> faults, AppFunctions functions, IServiceProvider services) : StartupStep
{
    /// <exception cref="AppFaultsException">There are faults; all are told.</exception>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var construction = new FunctionConstruction(scope.ServiceProvider);
        List<string> found = [.. faults];
        foreach (var type in functions.Methods.Where(method => !method.IsStatic).Select(method => method.DeclaringType!).Distinct())
        {
            if (await construction.FaultOfAsync(type) is { } fault)
            {
                found.Add(fault);
            }
        }

        AppFaultsException.ThrowIfAny(found);
    }
}
