using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Security;
using Scalar.AspNetCore;

namespace PartnerChat.Web.Api.Documents;

/// <summary>The OpenAPI document and the page to try it, in Development.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Bearer = "bearer";
    private const string Cookie = "cookie";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(ContractSchemas.TransformAsync);
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteAsync);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi();
        endpoints.MapScalarApiReference("/scalar", (options, context) => options
            .WithTitle("PartnerChat API")
            .WithNonce(ContentPolicy.NonceOf(context))
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton());
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        var cookies = context.ApplicationServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        document.Info = new OpenApiInfo
        {
            Title = "PartnerChat",
            Version = Name,
            Description = "A conversation of two partners. JSON in snake_case; times in ISO 8601, UTC; every error is a problem (RFC 9457). Sign in by the browser's cookie or a bearer token.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The accessToken of POST /api/auth/login." },
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = cookies.Get(IdentityConstants.ApplicationScheme).Cookie.Name,
                Description = "The browser's sign-in. Calls that write need an Origin of our own host.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [.. new[] { Bearer, Cookie }.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
        AddFormats(operation, context);
        AddExamples(operation, context, json);
        AddRetryAfter(operation);
        return Task.CompletedTask;
    }

    // A type of ours that is read from a query is a string to the framework.
    private static void AddFormats(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var time in context.Description.ParameterDescriptions.Where(p => p.ParameterDescriptor?.ParameterType == typeof(WireTime?)))
        {
            if (operation.Parameters?.FirstOrDefault(p => p.Name == time.Name)?.Schema is OpenApiSchema schema) schema.Format = "date-time";
        }
    }

    private static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context, JsonSerializerOptions json)
    {
        var body = context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source == BindingSource.Body);
        foreach (var media in operation.RequestBody?.Content?.Values ?? []) media.Example ??= body is null ? null : Examples.Find(body.Type, json);
        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            if (answer.Type is not { } type || operation.Responses?[answer.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)].Content is not { } content) continue;
            foreach (var media in content.Values) media.Example ??= type == typeof(ProblemContract) ? Examples.Problem(answer.StatusCode, json) : Examples.Find(type, json);
        }
    }

    private static void AddRetryAfter(OpenApiOperation operation)
    {
        foreach (var status in new[] { "429", "503" })
        {
            if (operation.Responses?.GetValueOrDefault(status) is not OpenApiResponse refusal) continue;
            refusal.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Required = true, Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" } },
            };
        }
    }
}
