using System.Text.Json.Nodes;

namespace DurableSagas.Infra.Tests.Deployments;

/// <summary>What Azure would be asked for: the template, evaluated with parameters.</summary>
internal sealed class Deployment(JsonNode snapshot)
{
    public IReadOnlyList<AzureResource> Resources { get; } = [.. snapshot["predictedResources"]!.AsArray().Select(node => new AzureResource((JsonObject)node!))];

    public IEnumerable<AzureResource> All(string type) => Resources.Where(resource => resource.Type == type);

    public AzureResource One(string type) => Assert.Single(All(type));

    public IEnumerable<string> Names(string type) => All(type).Select(resource => resource.Name).Order(StringComparer.Ordinal);

    /// <summary>What the app's identity may do: the kind of resource, and the role.</summary>
    public IEnumerable<string> Roles() =>
        from assignment in All("Microsoft.Authorization/roleAssignments")
        let scope = assignment.Id.Split("/providers/")[^2].Split('/')
        orderby scope[^2], assignment["properties.roleDefinitionId"]
        select $"{scope[^2]} {assignment["properties.roleDefinitionId"]!.Split('/')[^1]}";
}
