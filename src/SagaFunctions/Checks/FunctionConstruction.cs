using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Checks;

/// <summary>Constructs functions' classes as the worker does, to see whether it could.</summary>
internal sealed class FunctionConstruction(IServiceProvider services)
{
    private readonly IServiceProviderIsService _registered = services.GetRequiredService<IServiceProviderIsService>();

    /// <summary>Null when it can be constructed.</summary>
    public async Task<string?> FaultOfAsync(Type type)
    {
        try
        {
            await DisposeAsync(ActivatorUtilities.CreateInstance(services, type));
            return null;
        }
        catch (Exception exception)
        {
            return $"'{type.Name}' cannot be constructed: {CauseOf(type, exception)}";
        }
    }

    private string CauseOf(Type type, Exception exception)
    {
        var missing = type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(service => !_registered.IsService(service))
            .Select(service => $"'{service.Name}'")
            .ToArray();
        return missing.Length == 0
            ? exception.Message
            : $"no service is registered for {string.Join(", ", missing)}. Register it in a class of the app that implements {nameof(IWorkflowServices)}.";
    }

    private static async Task DisposeAsync(object function)
    {
        if (function is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (function as IDisposable)?.Dispose();
        }
    }
}
