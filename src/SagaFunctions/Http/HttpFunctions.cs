using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Http;

internal static class HttpFunctions
{
    /// <summary>Whether a caller waits for an answer: timers, activities and queues have none.</summary>
    public static bool IsHttp(this FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase));
}
