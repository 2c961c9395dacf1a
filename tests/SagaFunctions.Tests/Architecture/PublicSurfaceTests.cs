using System.Reflection;
using DurableSagas.SagaFunctions.Composition;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Architecture;

/// <summary>What is public is for an app's author, or because the worker's build must see it.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Assembly _library = typeof(IWorkflowServices).Assembly;

    private static readonly Type[] _forAuthors =
    [
        typeof(Answers), typeof(AnswersAttribute), typeof(BarrierCalls), typeof(CompensationConsumer), typeof(EndpointAttribute), typeof(Identifiers),
        typeof(IWorkflowServices), typeof(MessageServices), typeof(MessageStart<>), typeof(MessageStarter), typeof(OperatorOnlyAttribute), typeof(ParameterAttribute), typeof(ParticipantSettings), typeof(ProblemException),
        typeof(ReceiverSettings), typeof(RequestBody), typeof(RequiredQueue), typeof(RequiredTables), typeof(Resource), typeof(RetentionSettings), typeof(SagaAppOptions),
        typeof(SagaComposition), typeof(StartEvent),
    ];

    [Fact]
    public void PublicTypes_ThatNoFunctionNeeds_AreThoseForAuthors()
    {
        var functions = _library.GetExportedTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute))));
        HashSet<Type> needed = [];
        foreach (var type in functions.Concat(_forAuthors))
        {
            Need(type, needed);
        }

        Assert.Contains(typeof(OperatorRule), needed);
        Assert.Empty(_library.GetExportedTypes().Except(needed).Select(type => type.FullName));
    }

    // A function's class, what its constructor and its method take, and what these take in turn.
    private static void Need(Type type, HashSet<Type> needed)
    {
        if (type.Assembly == _library && needed.Add(type))
        {
            MethodInfo[] functions = [.. type.GetMethods().Where(method => type.IsInterface || method.IsDefined(typeof(FunctionAttribute)))];
            var parameters = type.GetConstructors().Cast<MethodBase>().Concat(functions).SelectMany(method => method.GetParameters());
            foreach (var used in parameters.Select(parameter => parameter.ParameterType).Concat(functions.Select(method => method.ReturnType)))
            {
                Need(used, needed);
            }
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Need(argument, needed);
        }
    }
}
