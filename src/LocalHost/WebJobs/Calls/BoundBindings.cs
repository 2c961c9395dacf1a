using DurableSagas.LocalHost.Functions;
using FunctionBinding = DurableSagas.LocalHost.Functions.FunctionBinding;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>The bindings of a function that WebJobs binds besides the trigger, each a parameter of the emitted method.</summary>
internal static class BoundBindings
{
    public const string Return = "$return";

    public static IEnumerable<FunctionBinding> Of(AppFunction function) =>
        function.Bindings.Where(binding => !binding.IsTrigger && !binding.Is("http"));
}
