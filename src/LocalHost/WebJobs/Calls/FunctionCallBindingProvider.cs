using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs.Host.Bindings;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>Brings an emitted method together with the function of the app that it stands for; once, when the host starts.</summary>
internal sealed class FunctionCallBindingProvider(IFunctionCatalog catalog, IFunctionInvoker invoker) : IBindingProvider
{
    public Task<IBinding?> TryCreateAsync(BindingProviderContext context)
    {
        var parameter = context.Parameter;
        if (parameter.ParameterType != typeof(FunctionCall))
        {
            return Task.FromResult<IBinding?>(null);
        }

        var target = new FunctionCallTarget(catalog.Find(parameter.Member.Name)!, invoker);
        return Task.FromResult<IBinding?>(new FunctionCallBinding(target, parameter.Name!));
    }
}
