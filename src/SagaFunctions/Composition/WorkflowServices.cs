using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Composition;

/// <summary>Registers the services and validators of every folder, so that a new one changes no other file.</summary>
internal static class WorkflowServices
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services, AppFunctions app)
    {
        foreach (var type in app.Types.Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            if (type.IsAssignableTo(typeof(IWorkflowServices)))
            {
                ((IWorkflowServices)Activator.CreateInstance(type)!).AddTo(services);
            }

            foreach (var validator in type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IValidator<>)))
            {
                services.AddSingleton(validator, type);
            }
        }

        return services;
    }
}
