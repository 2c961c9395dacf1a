using System.Text.Json;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace DurableSagas.LocalHost.Http.Routes;

/// <summary>The path and verbs by which a function is called.</summary>
internal sealed class FunctionRoute
{
    private readonly TemplateMatcher _matcher;
    private readonly Dictionary<string, IRouteConstraint> _constraints;

    public FunctionRoute(AppFunction function, string routePrefix, IInlineConstraintResolver resolver)
    {
        Function = function;
        Verbs = VerbsOf(function.Trigger);
        Level = LevelOf(function.Trigger.Text("authLevel"));
        var route = function.Trigger.Text("route") is { Length: > 0 } template ? template : function.Name;
        Path = routePrefix.Length > 0 ? $"{routePrefix}/{route}" : route.TrimStart('/');
        Template = TemplateParser.Parse(Path);
        _matcher = new TemplateMatcher(Template, Defaults(Template));
        _constraints = Constraints(Template, resolver);
    }

    public AppFunction Function { get; }

    public AccessLevel Level { get; }

    /// <summary>The template, without a leading slash.</summary>
    public string Path { get; }

    public RouteTemplate Template { get; }

    /// <summary>Empty: every verb.</summary>
    public IReadOnlyList<string> Verbs { get; }

    public bool Accepts(string verb) => Verbs.Count == 0 || Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase);

    public bool TryMatch(HttpContext context, RouteValueDictionary values) =>
        _matcher.TryMatch(context.Request.Path, values)
        && _constraints.All(constraint => constraint.Value.Match(context, route: null, constraint.Key, values, RouteDirection.IncomingRequest));

    /// <summary>Whether the constraints of a parameter let a literal through.</summary>
    public bool Admits(string parameter, string literal) =>
        !_constraints.TryGetValue(parameter, out var constraint) || constraint.Match(
            httpContext: null, route: null, parameter, new RouteValueDictionary { [parameter] = literal }, RouteDirection.IncomingRequest);

    private static AccessLevel LevelOf(string? name) =>
        Enum.TryParse<AccessLevel>(name ?? nameof(AccessLevel.Function), ignoreCase: true, out var level)
            ? level
            : throw new ArgumentException($"its authLevel is '{name}', expected {string.Join(", ", Enum.GetNames<AccessLevel>())}.");

    private static string[] VerbsOf(FunctionBinding trigger) =>
        trigger["methods"] is { ValueKind: JsonValueKind.Array } methods ? [.. methods.EnumerateArray().Select(method => method.GetString()!)] : [];

    private static RouteValueDictionary Defaults(RouteTemplate template)
    {
        var defaults = new RouteValueDictionary();
        foreach (var parameter in template.Parameters.Where(parameter => parameter.DefaultValue is not null))
        {
            defaults.Add(parameter.Name!, parameter.DefaultValue);
        }

        return defaults;
    }

    private static Dictionary<string, IRouteConstraint> Constraints(RouteTemplate template, IInlineConstraintResolver resolver)
    {
        var builder = new RouteConstraintBuilder(resolver, template.TemplateText!);
        foreach (var parameter in template.Parameters)
        {
            if (parameter.IsOptional)
            {
                builder.SetOptional(parameter.Name!);
            }

            foreach (var constraint in parameter.InlineConstraints)
            {
                builder.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
            }
        }

        return new(builder.Build(), StringComparer.OrdinalIgnoreCase);
    }
}
