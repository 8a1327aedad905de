using System.Data.Common;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Web.Security;

/// <summary>Accounts on ASP.NET Core Identity: how one signs in, and how long that lasts.</summary>
internal static class AccountSecurity
{
    public const string AdminRole = "admin";
    public const string AdminPolicy = "admin";
    private static readonly TimeSpan SignInLasts = TimeSpan.FromDays(30);
    private static readonly TimeSpan StampChecked = TimeSpan.FromSeconds(5);

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var publicUrl = builder.Configuration.GetValue<Uri>("PublicUrl");
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.AddAuthorizationBuilder().AddPolicy(AdminPolicy, policy => policy.RequireRole(AdminRole));
        builder.Services.AddIdentityCore<ApplicationUser>(ConfigureIdentity)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<ChatDbContext>()
            .AddErrorDescriber<AccountWords>()
            .AddPasswordValidator<PasswordRules>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        builder.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = StampChecked);
        builder.Services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = publicUrl?.Host;
            // The default compares with the header Origin, which a form leaves out where the referrer policy is no-referrer.
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && OwnOrigin.Is(context.Origin, context.HttpContext.Request.Host));
        });
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "pc-account";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = publicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = SignInLasts;
            options.SlidingExpiration = true;
            options.LoginPath = "/account/login";
            options.LogoutPath = "/account/logout";
            options.Events.OnValidatePrincipal = ValidateStampAsync;
            // Whoever may not see a page is told that there is none.
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
    }

    // While the database is away nothing of anybody's can be read, and the pages say so themselves, the error page too.
    private static async Task ValidateStampAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (Exception e) when (e is DbException or TimeoutException || e.InnerException is DbException)
        {
            context.ShouldRenew = false;
        }
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.UseIdentitySchema();
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedAccount = false;
        // PasswordRules says it all.
        options.Password.RequiredLength = 1;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
