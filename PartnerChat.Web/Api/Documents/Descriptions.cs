using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api.Documents;

/// <summary>What the document says of a route.</summary>
internal static class Descriptions
{
    private static readonly int[] OfEveryCall = [StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    private static readonly int[] OfEveryWrite =
        [StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    /// <summary>Says what a route is for and how it may refuse. What the gate refuses is added by itself.</summary>
    /// <param name="refusals">Statuses that the route itself answers with.</param>
    public static TBuilder Describe<TBuilder>(this TBuilder route, string summary, string description, params int[] refusals)
        where TBuilder : IEndpointConventionBuilder
    {
        route.WithSummary(summary).WithDescription(description);
        route.Finally(endpoint => AddRefusals(endpoint, refusals));
        return route;
    }

    /// <summary>Says how a route may refuse, in place of what it says itself.</summary>
    public static void AddRefusals(EndpointBuilder endpoint, params int[] refusals)
    {
        foreach (var other in endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Where(m => m.StatusCode >= StatusCodes.Status400BadRequest).ToList())
            endpoint.Metadata.Remove(other);
        foreach (var status in refusals.Concat(OfTheGate(endpoint.Metadata)).Distinct().Order())
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemContract), [ApiProblem.ContentType]) { Description = ReasonPhrases.GetReasonPhrase(status) });
    }

    private static IEnumerable<int> OfTheGate(IList<object> metadata)
    {
        var signsIn = metadata.OfType<IAllowAnonymous>().Any() ? [] : new[] { StatusCodes.Status401Unauthorized };
        var isRead = metadata.OfType<HttpMethodMetadata>().SelectMany(m => m.HttpMethods).All(HttpMethods.IsGet);
        return signsIn.Concat(isRead ? [] : OfEveryWrite).Concat(OfEveryCall);
    }
}
