using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Where an app that has a service collection adds its middleware.</summary>
internal sealed class FunctionsWorkerBuilder(IServiceCollection services, MiddlewarePipeline pipeline) : IFunctionsWorkerApplicationBuilder
{
    public IServiceCollection Services { get; } = services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        pipeline.Add(middleware);
        return this;
    }
}
