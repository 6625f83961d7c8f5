--
-- PostgreSQL database dump
--

\restrict 4hr6DKgiaS2Femy5AZ8T9qHZnJGzZbWAKNTE8CDOSFuEJHxkadAyJrac3eJfgW1

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit_apart_no_replace(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_apart_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM audit_apart WHERE id = NEW.id OR (entry_id = NEW.entry_id AND name = NEW.name)) THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_apart: REPLACE)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_apart_no_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_apart_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_apart: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_apart_no_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_apart_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_apart: UPDATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_apart_only_by_law(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_apart_only_by_law() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF COALESCE((SELECT kind FROM audit_entry ORDER BY number DESC LIMIT 1), '') <> 'audit.erased' THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_apart: 只能依法删除 erased by law only (jianzhen audit erase))' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$;


--
-- Name: audit_entry_in_order(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_entry_in_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.number <> (SELECT COALESCE(MAX(number), 0) FROM audit_entry) + 1 THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_entry: 编号不连续 out of order)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_entry_no_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_entry_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_entry: DELETE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_entry_no_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_entry_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_entry: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_entry_no_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_entry_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_entry: UPDATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_head_no_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_head_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_head: DELETE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_head_no_replace(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_head_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM audit_head WHERE id = NEW.id) THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_head: REPLACE)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_head_no_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_head_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_head: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_head_only_forward(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_head_only_forward() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.log <> OLD.log OR NEW.size < OLD.size OR NEW.size <> (SELECT COALESCE(MAX(number), 0) FROM audit_entry) OR (NEW.size = OLD.size AND NEW.peaks <> OLD.peaks) THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_head: 只能前进 goes forward only)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_key_no_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_key_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_key: DELETE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_key_no_replace(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_key_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM audit_key WHERE id = NEW.id) THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_key: REPLACE)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_key_no_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_key_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_key: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_key_no_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_key_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_key: UPDATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_root_no_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_root_no_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_root: DELETE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_root_no_replace(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_root_no_replace() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF EXISTS (SELECT 1 FROM audit_root WHERE id = NEW.id) THEN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_root: REPLACE)' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$;


--
-- Name: audit_root_no_truncate(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_root_no_truncate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_root: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: audit_root_no_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_root_no_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '审计日志只增不改 the audit log is append-only (audit_root: UPDATE)' USING ERRCODE = 'integrity_constraint_violation'; END $$;


--
-- Name: leads_lead_tally_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_lead_tally_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) VALUES (OLD.region, OLD.remit, OLD.state, OLD.grade, '', '', -1); RETURN OLD; END $$;


--
-- Name: leads_lead_tally_insert(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_lead_tally_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) VALUES (NEW.region, NEW.remit, NEW.state, NEW.grade, '', '', +1); RETURN NEW; END $$;


--
-- Name: leads_lead_tally_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_lead_tally_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) VALUES (OLD.region, OLD.remit, OLD.state, OLD.grade, '', '', -1); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) VALUES (NEW.region, NEW.remit, NEW.state, NEW.grade, '', '', +1); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT OLD.region, OLD.remit, OLD.state, OLD.grade, dimension, value, -1 FROM (SELECT 'rule' AS dimension, rule AS value FROM leads_leadrule WHERE lead_id = OLD.id UNION SELECT 'family' AS dimension, family AS value FROM leads_leadrule WHERE lead_id = OLD.id UNION SELECT 'clause' AS dimension, clause AS value FROM leads_leadrule WHERE lead_id = OLD.id) AS dimensions; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT NEW.region, NEW.remit, NEW.state, NEW.grade, dimension, value, +1 FROM (SELECT 'rule' AS dimension, rule AS value FROM leads_leadrule WHERE lead_id = NEW.id UNION SELECT 'family' AS dimension, family AS value FROM leads_leadrule WHERE lead_id = NEW.id UNION SELECT 'clause' AS dimension, clause AS value FROM leads_leadrule WHERE lead_id = NEW.id) AS dimensions; RETURN NEW; END $$;


--
-- Name: leads_leadrule_tally_delete(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_leadrule_tally_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'rule', OLD.rule, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.rule = OLD.rule); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'family', OLD.family, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.family = OLD.family); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'clause', OLD.clause, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.clause = OLD.clause); RETURN OLD; END $$;


--
-- Name: leads_leadrule_tally_insert(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_leadrule_tally_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'rule', NEW.rule, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.rule = NEW.rule); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'family', NEW.family, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.family = NEW.family); INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'clause', NEW.clause, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.clause = NEW.clause); RETURN NEW; END $$;


--
-- Name: leads_leadrule_tally_update(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.leads_leadrule_tally_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'rule', OLD.rule, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.rule = OLD.rule) AND OLD.rule <> NEW.rule; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'family', OLD.family, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.family = OLD.family) AND OLD.family <> NEW.family; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'clause', OLD.clause, -1 FROM leads_lead AS l WHERE l.id = OLD.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = OLD.lead_id AND o.id <> OLD.id AND o.clause = OLD.clause) AND OLD.clause <> NEW.clause; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'rule', NEW.rule, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.rule = NEW.rule) AND NEW.rule <> OLD.rule; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'family', NEW.family, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.family = NEW.family) AND NEW.family <> OLD.family; INSERT INTO leads_leadtally (region, remit, state, grade, dimension, value, number) SELECT l.region, l.remit, l.state, l.grade, 'clause', NEW.clause, +1 FROM leads_lead AS l WHERE l.id = NEW.lead_id AND NOT EXISTS (SELECT 1 FROM leads_leadrule AS o WHERE o.lead_id = NEW.lead_id AND o.id <> NEW.id AND o.clause = NEW.clause) AND NEW.clause <> OLD.clause; RETURN NEW; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account_emailaddress; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailconfirmation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_apitoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    digest character varying(64) NOT NULL,
    rights jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL
);


--
-- Name: accounts_apitoken_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_bucket; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_bucket (
    key character varying(64) NOT NULL,
    "left" double precision NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: accounts_department; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_department (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    region character varying(6) NOT NULL,
    name_zh character varying(120) NOT NULL,
    name_en character varying(200) NOT NULL,
    CONSTRAINT department_kind CHECK (((kind)::text = ANY ((ARRAY['ecology'::character varying, 'market'::character varying, 'police'::character varying, 'justice'::character varying, 'other'::character varying])::text[])))
);


--
-- Name: accounts_department_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_party (
    id bigint NOT NULL,
    uscc character varying(18) NOT NULL,
    kind character varying(16) NOT NULL,
    name character varying(200) NOT NULL,
    region character varying(6) NOT NULL
);


--
-- Name: accounts_party_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_party ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_party_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_post; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_post (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    from_on date NOT NULL,
    to_on date,
    department_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT post_forward CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT post_role CHECK (((role)::text = ANY ((ARRAY['leader'::character varying, 'analyst'::character varying, 'inspector'::character varying, 'case_officer'::character varying, 'legal_reviewer'::character varying, 'publisher'::character varying, 'auditor'::character varying, 'administrator'::character varying, 'expert'::character varying])::text[])))
);


--
-- Name: accounts_post_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(64) NOT NULL,
    name character varying(64) NOT NULL,
    phone character varying(32) NOT NULL,
    email character varying(254) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    is_active boolean NOT NULL,
    settled boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    party_id bigint,
    CONSTRAINT accounts_user_remit_check CHECK ((remit >= 0))
);


--
-- Name: accounts_user_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_apart; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_apart (
    id bigint NOT NULL,
    name character varying(250) NOT NULL,
    of character varying(120) NOT NULL,
    salt bytea NOT NULL,
    value text NOT NULL,
    entry_id bigint NOT NULL
);


--
-- Name: audit_apart_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_apart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_apart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(80) NOT NULL,
    actor character varying(120) NOT NULL,
    target character varying(120) NOT NULL,
    request character varying(64) NOT NULL,
    content text NOT NULL,
    nodes bytea NOT NULL
);


--
-- Name: audit_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_head (
    id smallint NOT NULL,
    log character varying(32) NOT NULL,
    size bigint NOT NULL,
    peaks bytea NOT NULL,
    CONSTRAINT audit_head_one CHECK ((id = 1))
);


--
-- Name: audit_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_key (
    id bigint NOT NULL,
    key character varying(16) NOT NULL,
    public character varying(64) NOT NULL,
    at character varying(26) NOT NULL,
    before character varying(16) NOT NULL,
    voucher character varying(128) NOT NULL
);


--
-- Name: audit_key_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_key ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_root; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_root (
    id bigint NOT NULL,
    log character varying(32) NOT NULL,
    size bigint NOT NULL,
    root character varying(64) NOT NULL,
    at character varying(26) NOT NULL,
    key character varying(16) NOT NULL,
    signature character varying(128) NOT NULL
);


--
-- Name: audit_root_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_root ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_root_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: django_tasks_database_dbtaskresult; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);


--
-- Name: filing_apicall; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_apicall (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    content character varying(64) NOT NULL,
    status smallint NOT NULL,
    answer jsonb,
    at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT filing_apicall_status_check CHECK ((status >= 0))
);


--
-- Name: filing_apicall_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_apicall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_apicall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: filing_chase; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_chase (
    id bigint NOT NULL,
    period character varying(7) NOT NULL,
    "on" date NOT NULL,
    text text NOT NULL,
    by_id bigint,
    party_id bigint NOT NULL,
    duty_id bigint NOT NULL
);


--
-- Name: filing_chase_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_chase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_chase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: filing_duty; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_duty (
    id bigint NOT NULL,
    title_zh character varying(120) NOT NULL,
    title_en character varying(200) NOT NULL,
    party_kind character varying(16) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    rhythm character varying(8) NOT NULL,
    days smallint NOT NULL,
    from_on date NOT NULL,
    to_on date,
    made_at timestamp with time zone NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT duty_forward CHECK (((to_on IS NULL) OR (to_on >= from_on))),
    CONSTRAINT duty_rhythm CHECK (((rhythm)::text = ANY ((ARRAY['month'::character varying, 'quarter'::character varying, 'year'::character varying])::text[]))),
    CONSTRAINT filing_duty_days_check CHECK ((days >= 0)),
    CONSTRAINT filing_duty_remit_check CHECK ((remit >= 0))
);


--
-- Name: filing_duty_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: filing_faultlist; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_faultlist (
    submission_id bigint NOT NULL,
    entries bytea NOT NULL,
    left_out integer NOT NULL,
    CONSTRAINT filing_faultlist_left_out_check CHECK ((left_out >= 0))
);


--
-- Name: filing_filing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_filing (
    id bigint NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    version smallint NOT NULL,
    step character varying(10) NOT NULL,
    scope character varying(500) NOT NULL,
    address character varying(200) NOT NULL,
    staff_count integer,
    instrument_count integer,
    change_reason text NOT NULL,
    promised_text text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    decision_reason text NOT NULL,
    decided_by_id bigint,
    material_id bigint,
    party_id bigint NOT NULL,
    promised_by_id bigint,
    CONSTRAINT filing_filing_instrument_count_check CHECK ((instrument_count >= 0)),
    CONSTRAINT filing_filing_remit_check CHECK ((remit >= 0)),
    CONSTRAINT filing_filing_staff_count_check CHECK ((staff_count >= 0)),
    CONSTRAINT filing_filing_version_check CHECK ((version >= 0)),
    CONSTRAINT filing_step CHECK (((step)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'accepted'::character varying, 'returned'::character varying])::text[])))
);


--
-- Name: filing_filing_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_filing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_filing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: filing_submission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_submission (
    id bigint NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    purpose character varying(8) NOT NULL,
    period character varying(7) NOT NULL,
    series uuid NOT NULL,
    version smallint NOT NULL,
    reason text NOT NULL,
    channel character varying(4) NOT NULL,
    at_once boolean NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    size bigint NOT NULL,
    checked_at timestamp with time zone,
    faults integer NOT NULL,
    warnings integer NOT NULL,
    tables jsonb NOT NULL,
    trouble jsonb,
    number character varying(24),
    accepted_at timestamp with time zone,
    lake_batch integer,
    lake_digest character varying(64) NOT NULL,
    lake_at timestamp with time zone,
    corrects_id bigint,
    duty_id bigint,
    party_id bigint NOT NULL,
    uploaded_by_id bigint NOT NULL,
    CONSTRAINT filing_submission_faults_check CHECK ((faults >= 0)),
    CONSTRAINT filing_submission_lake_batch_check CHECK ((lake_batch >= 0)),
    CONSTRAINT filing_submission_remit_check CHECK ((remit >= 0)),
    CONSTRAINT filing_submission_version_check CHECK ((version >= 0)),
    CONSTRAINT filing_submission_warnings_check CHECK ((warnings >= 0)),
    CONSTRAINT submission_receipt CHECK (((NOT ((state)::text = ANY ((ARRAY['accepted'::character varying, 'stored'::character varying, 'held'::character varying])::text[]))) OR ((accepted_at IS NOT NULL) AND (number IS NOT NULL)))),
    CONSTRAINT submission_state CHECK (((state)::text = ANY ((ARRAY['checking'::character varying, 'faulty'::character varying, 'ready'::character varying, 'waiting'::character varying, 'returned'::character varying, 'accepted'::character varying, 'stored'::character varying, 'held'::character varying])::text[])))
);


--
-- Name: filing_submission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_submission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_submission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: filing_submittedfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_submittedfile (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    inside_id bigint,
    submission_id bigint NOT NULL
);


--
-- Name: filing_submittedfile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.filing_submittedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.filing_submittedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_lead; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_lead (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    subject_kind character varying(16) NOT NULL,
    subject character varying(64) NOT NULL,
    subject_name character varying(200) NOT NULL,
    title_zh text NOT NULL,
    title_en text NOT NULL,
    grade character varying(12) NOT NULL,
    rank bigint NOT NULL,
    from_at timestamp with time zone,
    to_at timestamp with time zone,
    state character varying(20) NOT NULL,
    due_on date,
    imported_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    assignee_id bigint,
    merged_into_id bigint,
    first_run_id bigint NOT NULL,
    gone_in_id bigint,
    run_id bigint NOT NULL,
    CONSTRAINT lead_merged_into CHECK ((((merged_into_id IS NOT NULL) AND ((state)::text = 'merged'::text)) OR ((NOT ((state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT lead_state CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'in_review'::character varying, 'needs_explanation'::character varying, 'to_inspection'::character varying, 'explained'::character varying, 'dismissed'::character varying, 'merged'::character varying])::text[]))),
    CONSTRAINT leads_lead_remit_check CHECK ((remit >= 0))
);


--
-- Name: leads_lead_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_lead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_lead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_leadcontent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_leadcontent (
    lead_id bigint NOT NULL,
    findings jsonb NOT NULL
);


--
-- Name: leads_leadrule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_leadrule (
    id bigint NOT NULL,
    rule character varying(80) NOT NULL,
    family character varying(40) NOT NULL,
    clause character varying(20) NOT NULL,
    lead_id bigint NOT NULL
);


--
-- Name: leads_leadrule_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_leadrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_leadrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_leadstep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_leadstep (
    id bigint NOT NULL,
    act character varying(16) NOT NULL,
    from_state character varying(20) NOT NULL,
    to_state character varying(20) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint NOT NULL,
    lead_id bigint NOT NULL
);


--
-- Name: leads_leadstep_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_leadstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_leadstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_leadtally; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_leadtally (
    id bigint NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    state character varying(20) NOT NULL,
    grade character varying(12) NOT NULL,
    dimension character varying(8) NOT NULL,
    value character varying(80) NOT NULL,
    number integer NOT NULL,
    CONSTRAINT leads_leadtally_remit_check CHECK ((remit >= 0))
);


--
-- Name: leads_leadtally_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_leadtally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_leadtally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_question; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_question (
    id bigint NOT NULL,
    text text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    closed_at timestamp with time zone,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    file_name character varying(120) NOT NULL,
    file_sha256 character varying(64) NOT NULL,
    file_type character varying(40) NOT NULL,
    answered_by_id bigint,
    asked_by_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    party_id bigint
);


--
-- Name: leads_question_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_runchange; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_runchange (
    id bigint NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    new integer NOT NULL,
    same integer NOT NULL,
    gone integer NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT leads_runchange_gone_check CHECK ((gone >= 0)),
    CONSTRAINT leads_runchange_new_check CHECK ((new >= 0)),
    CONSTRAINT leads_runchange_remit_check CHECK ((remit >= 0)),
    CONSTRAINT leads_runchange_same_check CHECK ((same >= 0))
);


--
-- Name: leads_runchange_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_runchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_runchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: leads_screeningrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leads_screeningrun (
    id bigint NOT NULL,
    run_id character varying(64) NOT NULL,
    folder character varying(200) NOT NULL,
    dataset character varying(120) NOT NULL,
    judged_on date NOT NULL,
    leads_found integer NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    CONSTRAINT leads_screeningrun_leads_found_check CHECK ((leads_found >= 0))
);


--
-- Name: leads_screeningrun_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leads_screeningrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_screeningrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: mfa_authenticator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operations_heart; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.operations_heart (
    name character varying(64) NOT NULL,
    part character varying(16) NOT NULL,
    host character varying(64) NOT NULL,
    pid integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    beat_at timestamp with time zone NOT NULL,
    CONSTRAINT operations_heart_pid_check CHECK ((pid >= 0))
);


--
-- Name: operations_turn; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.operations_turn (
    job character varying(200) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    fault character varying(200) NOT NULL
);


--
-- Name: registers_attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_attachment (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(8) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    author_id bigint NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT registers_attachment_size_check CHECK ((size >= 0))
);


--
-- Name: registers_attachment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_change (
    id bigint NOT NULL,
    way character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    source character varying(300) NOT NULL,
    author_id bigint
);


--
-- Name: registers_change_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_duplicateverdict; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_duplicateverdict (
    id bigint NOT NULL,
    verdict character varying(12) NOT NULL,
    signs jsonb NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    author_id bigint NOT NULL,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT verdict_known CHECK (((verdict)::text = ANY ((ARRAY['same'::character varying, 'different'::character varying])::text[]))),
    CONSTRAINT verdict_ordered CHECK ((one_id < other_id))
);


--
-- Name: registers_duplicateverdict_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_duplicateverdict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_duplicateverdict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_pendingimport; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_pendingimport (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    plan character varying(64) NOT NULL,
    valid_from date NOT NULL,
    reason text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: registers_pendingimport_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_pendingimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_pendingimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_record (
    id bigint NOT NULL,
    register character varying(32) NOT NULL,
    key character varying(32) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    org character varying(18) NOT NULL,
    operator character varying(18) NOT NULL,
    CONSTRAINT registers_record_remit_check CHECK ((remit >= 0))
);


--
-- Name: registers_record_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_savedview; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_savedview (
    id bigint NOT NULL,
    register character varying(32) NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(1500) NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: registers_savedview_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_state (
    id bigint NOT NULL,
    register character varying(32) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    org character varying(18) NOT NULL,
    operator character varying(18) NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone NOT NULL,
    gone boolean NOT NULL,
    facts jsonb NOT NULL,
    label character varying(400) NOT NULL,
    search text NOT NULL,
    line character varying(32) NOT NULL,
    starts_on date,
    ends_on date,
    due_on date,
    c0 text NOT NULL,
    c1 text NOT NULL,
    c2 text NOT NULL,
    c3 text NOT NULL,
    c4 text NOT NULL,
    c5 text NOT NULL,
    c6 text NOT NULL,
    c7 text NOT NULL,
    c8 text NOT NULL,
    c9 text NOT NULL,
    c10 text NOT NULL,
    c11 text NOT NULL,
    c12 text NOT NULL,
    c13 text NOT NULL,
    c14 text NOT NULL,
    c15 text NOT NULL,
    change_id bigint NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT registers_state_remit_check CHECK ((remit >= 0)),
    CONSTRAINT state_forward CHECK ((valid_from < valid_to)),
    CONSTRAINT state_recorded CHECK ((recorded_at < replaced_at))
);


--
-- Name: registers_state_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_state ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_state_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: registers_workload; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.registers_workload (
    id bigint NOT NULL,
    org character varying(18) NOT NULL,
    measure character varying(12) NOT NULL,
    month date NOT NULL,
    number integer NOT NULL,
    CONSTRAINT registers_workload_number_check CHECK ((number >= 0))
);


--
-- Name: registers_workload_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.registers_workload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registers_workload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_backtest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.screening_backtest (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    heard_at timestamp with time zone,
    ended_at timestamp with time zone,
    tries smallint NOT NULL,
    stop_asked boolean NOT NULL,
    step integer NOT NULL,
    steps integer NOT NULL,
    doing character varying(120) NOT NULL,
    fault_zh text NOT NULL,
    fault_en text NOT NULL,
    rule character varying(80) NOT NULL,
    scope character varying(8) NOT NULL,
    key character varying(64) NOT NULL,
    region character varying(6) NOT NULL,
    "values" jsonb NOT NULL,
    before jsonb NOT NULL,
    reason text NOT NULL,
    dataset character varying(120) NOT NULL,
    "on" date NOT NULL,
    found jsonb,
    asked_by_id bigint NOT NULL,
    setting_id bigint,
    CONSTRAINT screening_backtest_step_check CHECK ((step >= 0)),
    CONSTRAINT screening_backtest_steps_check CHECK ((steps >= 0)),
    CONSTRAINT screening_backtest_tries_check CHECK ((tries >= 0))
);


--
-- Name: screening_backtest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.screening_backtest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.screening_backtest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.screening_plan (
    id bigint NOT NULL,
    dataset character varying(120) NOT NULL,
    every_days smallint NOT NULL,
    hour smallint NOT NULL,
    next_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id bigint NOT NULL,
    CONSTRAINT screening_plan_every_days_check CHECK ((every_days >= 0)),
    CONSTRAINT screening_plan_hour_check CHECK ((hour >= 0))
);


--
-- Name: screening_plan_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.screening_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.screening_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_rulesetting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.screening_rulesetting (
    id bigint NOT NULL,
    rule character varying(80) NOT NULL,
    scope character varying(8) NOT NULL,
    key character varying(64) NOT NULL,
    region character varying(6) NOT NULL,
    version integer NOT NULL,
    "values" jsonb NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT rule_setting_scope CHECK (((scope)::text = ANY ((ARRAY['general'::character varying, 'region'::character varying, 'subject'::character varying])::text[]))),
    CONSTRAINT screening_rulesetting_version_check CHECK ((version >= 0))
);


--
-- Name: screening_rulesetting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.screening_rulesetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.screening_rulesetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_screeningjob; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.screening_screeningjob (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    heard_at timestamp with time zone,
    ended_at timestamp with time zone,
    tries smallint NOT NULL,
    stop_asked boolean NOT NULL,
    step integer NOT NULL,
    steps integer NOT NULL,
    doing character varying(120) NOT NULL,
    fault_zh text NOT NULL,
    fault_en text NOT NULL,
    dataset character varying(120) NOT NULL,
    "on" date NOT NULL,
    rules jsonb NOT NULL,
    settings jsonb,
    batch integer,
    asked_by_id bigint,
    run_id bigint,
    CONSTRAINT screening_screeningjob_batch_check CHECK ((batch >= 0)),
    CONSTRAINT screening_screeningjob_step_check CHECK ((step >= 0)),
    CONSTRAINT screening_screeningjob_steps_check CHECK ((steps >= 0)),
    CONSTRAINT screening_screeningjob_tries_check CHECK ((tries >= 0))
);


--
-- Name: screening_screeningjob_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.screening_screeningjob ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.screening_screeningjob_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_suppressiondecision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.screening_suppressiondecision (
    id bigint NOT NULL,
    rule character varying(80) NOT NULL,
    subject character varying(64) NOT NULL,
    subject_name character varying(200) NOT NULL,
    region character varying(6) NOT NULL,
    remit smallint NOT NULL,
    severity character varying(8) NOT NULL,
    expires_on date NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    lifted_because text NOT NULL,
    by_id bigint NOT NULL,
    lifted_by_id bigint,
    CONSTRAINT screening_suppressiondecision_remit_check CHECK ((remit >= 0)),
    CONSTRAINT suppression_severity CHECK (((severity)::text = ANY ((ARRAY['none'::character varying, 'low'::character varying, 'middle'::character varying])::text[])))
);


--
-- Name: screening_suppressiondecision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.screening_suppressiondecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.screening_suppressiondecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: site_scheduledjob; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.site_scheduledjob (
    name character varying(200) NOT NULL,
    due_at timestamp with time zone NOT NULL
);


--
-- Data for Name: account_emailaddress; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.account_emailaddress (id, email, verified, "primary", user_id) FROM stdin;
\.


--
-- Data for Name: account_emailconfirmation; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.account_emailconfirmation (id, created, sent, key, email_address_id) FROM stdin;
\.


--
-- Data for Name: accounts_apitoken; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_apitoken (id, name, digest, rights, made_at, expires_at, used_at, revoked_at, user_id) FROM stdin;
\.


--
-- Data for Name: accounts_bucket; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_bucket (key, "left", at) FROM stdin;
\.


--
-- Data for Name: accounts_department; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_department (id, kind, region, name_zh, name_en) FROM stdin;
1	ecology	640000	示例自治区生态环境部门	
2	market	640000	示例自治区市场监管部门	
3	police	640000	示例自治区公安部门	
4	justice	640000	示例自治区司法行政部门	
5	ecology	640100	示例市生态环境部门	
6	market	640100	示例市市场监管部门	
7	police	640100	示例市公安部门	
\.


--
-- Data for Name: accounts_party; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_party (id, uscc, kind, name, region) FROM stdin;
1	91640100MA0LAB0005	lab	示例检测有限公司	640100
\.


--
-- Data for Name: accounts_post; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_post (id, role, from_on, to_on, department_id, user_id) FROM stdin;
1	leader	2026-01-01	\N	1	1
2	analyst	2026-01-01	\N	1	2
3	analyst	2026-01-01	\N	5	3
4	analyst	2026-01-01	\N	2	4
5	inspector	2026-01-01	\N	5	5
6	case_officer	2026-01-01	\N	5	6
7	legal_reviewer	2026-01-01	\N	1	7
8	publisher	2026-01-01	\N	1	8
9	expert	2026-01-01	\N	1	9
10	auditor	2026-01-01	\N	1	10
11	administrator	2026-01-01	\N	1	11
\.


--
-- Data for Name: accounts_user; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.accounts_user (id, password, last_login, username, name, phone, email, region, remit, is_active, settled, made_at, party_id) FROM stdin;
1	scrypt$16384$YDNkEQ7cTw4aMLYUbuKPuT$8$5$AAo4o+OpTzRLxfJpeMgZNbKgyejqkewv8eB6UZVFRV1faEXU34tmSWQ4Fxi2JQq861IzRWULyZ70GmlKy+XE5Q==	\N	leader	马示例	13800000000		640000	1	t	t	2026-11-24 03:05:17.963982+00	\N
2	scrypt$16384$SyB5NHnp3CXyvdU1c5gJB5$8$5$C7kwN/ryJfT2oZM2NDrUWMijNWxAfXJWCNnFCWVdlnyr7qnnsMLhhooNsWSf/cKFe4MOxXxyEESGAPzpECZVgA==	\N	analyst	王示例	13800000000		640000	1	t	t	2026-11-24 03:05:19.38443+00	\N
3	scrypt$16384$7GiUUHUvhG7ZJAxKLHs7nL$8$5$4xPqF2OWHETBRisgdwOP3ThXAvckOzSXA/B9DGXDe2r4UY0wr/VFtmiMeWuuc2qQRdJaiopXqjyfk79JLrrxig==	\N	city	李示例	13800000000		640100	1	t	t	2026-11-24 03:05:20.539704+00	\N
4	scrypt$16384$g2xvVbdHX3DhZjWfQnDNvf$8$5$tvQaKKX3acxPVQZxIPWfkUGgvAyuZcsibm6w1YEEK+IUdQgwcKORFOjw7SEkFhwndIfokXqC7UZTm3LwNtyl8g==	\N	market	杨示例	13800000000		640000	2	t	t	2026-11-24 03:05:22.151601+00	\N
5	scrypt$16384$nrUfpy5pIkfjFkzfDkQQnb$8$5$gGIuObV/0kb4Ykt2LnYA3oLHNaYp4VvXNWIGT949a+hI3/lxcdtHeOEtnoOtSPp9u1wiLBbTxHLPfnGyhb9y3A==	\N	inspector	张示例	13800000000		640100	1	t	t	2026-11-24 03:05:23.145155+00	\N
6	scrypt$16384$EohA0qRSNghaG1lhjQLnTL$8$5$/ID85Jc6pRgC+cV/8VGo5HcR6TuYvV93K7x8yzb253Z2F/UAtWczBiiV1K0IzTKhM3LjzRGAjQoP2Zn0S7c0mg==	\N	caseofficer	赵示例	13800000000		640100	1	t	t	2026-11-24 03:05:23.999483+00	\N
7	scrypt$16384$IsTHMGsRFzUAlQ7VXVnmgm$8$5$ZutIpcI6lAzK2IAA3ChDfaTQJZlTIdrXfpStWeiDKMhK8YfPFYyXdN2KwCeTgwQ91+GfsMDUUEwLLLg+Mkge8Q==	\N	reviewer	周示例	13800000000		640000	1	t	t	2026-11-24 03:05:25.163765+00	\N
8	scrypt$16384$u4HM7MhjB785MCStcvpWDD$8$5$MxFPQwGb6Vwah72dL2fjvdMpBa3TG8FFVhALULZWsYSwR9Pdo7Zyx1tkAk643mUlcfRCICaTTVdAP8DIodBOBA==	\N	publisher	吴示例	13800000000		640000	1	t	t	2026-11-24 03:05:26.631527+00	\N
9	scrypt$16384$2TPaAVBPqvibsZSxt9cIuj$8$5$LlKPqM3l0JEO/Kh/sw/1BSY/27xxbpNJyPjxGRE0SCttXyTMvryTUkwhXkkriWbG/yaWBZlPvP8Z2jkPnAeAZQ==	\N	expert	郑示例	13800000000		640000	1	t	t	2026-11-24 03:05:27.854893+00	\N
10	scrypt$16384$IihbxV0i0DSxrbpyndpqzk$8$5$d0at+UER/daw3tGA8pCxWlvxDwK0gYFj1MMMLDCfI3wQeiqZBWtMxjk63JPi4394mFHu9l6mlG0ZvxavMfMpOQ==	\N	auditor	孙示例	13800000000		640000	1	t	t	2026-11-24 03:05:30.616128+00	\N
11	scrypt$16384$g2WsRkTGHcaHfP9wxyMnOb$8$5$lu77CImnhXr3sgRd8FKSF4f8f/kZ4ftuhprjK7N17xsUEh+t5DJVtn+IA74iPkTFHHaZVx4Optn1wPnzkUVnZw==	\N	admin	冯示例	13800000000		640000	1	t	t	2026-11-24 03:05:32.188187+00	\N
12	scrypt$16384$Y7Wj39RBF4UfsIRitDPXHD$8$5$XWJIl+sI3E1xOKItPSzJn93ORVk2dEV5NyLov4ZJPd1QZGwHD+R8X34yVnuSN4zbJae37gzWWLR8xNYXcmBcfw==	\N	lab	陈示例			640100	3	t	t	2026-11-24 03:05:39.959707+00	1
\.


--
-- Data for Name: audit_apart; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_apart (id, name, of, salt, value, entry_id) FROM stdin;
1	/actor	accounts.user:2	\\x557e0033602b189bb3d304016c910d9ed2a993438c6fe8a32155675550ae42fc	"王示例"	2
2	/target	leads.screeningrun:1	\\x12819a97341fb4f32dcf33fedd4847a67f7cfca3397c20857234351e8641bb3b	"55147372e3c9a5582f4263671f78bfe1"	2
3	/actor	accounts.user:1	\\xb87aab02a70f3655d2fc1d86729821293c7c0e10ee37dccd3de3984c9ae6e17e	"马示例"	3
4	/target	leads.lead:1	\\x7ad6cf6562781784273bae52e65863ce5899d2675a3d9e56b56ff68e208ead16	"同一批采样人员（1 人）2024-05-02 10:20 至 05-02 11:00 同时在两处：北厂总排口采样（E3）与 南厂总排口采样（E4），相距 43.8 公里"	3
5	/actor	accounts.user:1	\\x0b28d2cf1ec31695d65121251fc3149e4d945a3fd819f70658b7f734623d6006	"马示例"	4
6	/target	leads.lead:2	\\xdef99fc435032a7936de520b6181557f73080a196d2e31ad6461d6f3ded0db26	"同一批采样人员（1 人）2024-05-01 10:20 至 05-01 11:00 同时在两处：北厂总排口采样（E1）与 南厂总排口采样（E2），相距 43.8 公里"	4
7	/actor	accounts.user:2	\\xc23c72c65d78bb1ec7b268f570cfb97969349806030877a92b09dbae5ded8785	"王示例"	5
8	/target	leads.lead:1	\\x7db3dce989d18734124010043ea310da0e7f72d38359f874412e548174c96d06	"同一批采样人员（1 人）2024-05-02 10:20 至 05-02 11:00 同时在两处：北厂总排口采样（E3）与 南厂总排口采样（E4），相距 43.8 公里"	5
\.


--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_entry (number, at, kind, actor, target, request, content, nodes) FROM stdin;
1	2026-11-24 03:05:32.365337+00	platform.founded	system			{"actor":"system","after":{"accounts":["leader","analyst","city","market","inspector","caseofficer","reviewer","publisher","expert","auditor","admin"]},"apart":{},"at":"2026-11-24T11:05:32.365337","before":null,"en":"a demonstration begins; its passwords are known to everybody","format":"jianzhen-entry/1","kind":"platform.founded","log":"dcfa9be94689419e963537ae902dda63","number":1,"request":null,"target":"","zh":"演示平台启用，密码公开"}	\\xd16b3e787672253fddaf811bad058283e5969988cace839d6df294daf2f6944e
2	2026-11-24 03:05:35.967521+00	leads.imported	accounts.user:2	leads.screeningrun:1		{"actor":"accounts.user:2","after":{"known":0,"new":2},"apart":{"/actor":"34149874aef97e30ab9ada544ed3d91ec9a4ac14df844bb5e69e11c50950991b","/target":"b34f772dd26496d0ecb5681d1a5b0f918dd6b82ceefb9b5a5dff243a617930eb"},"at":"2026-11-24T11:05:35.967521","before":null,"en":"imported the run {target}: {after.new} new leads, {after.known} known","format":"jianzhen-entry/1","kind":"leads.imported","log":"dcfa9be94689419e963537ae902dda63","number":2,"request":null,"target":"leads.screeningrun:1","zh":"导入筛查{target}：新线索 {after.new} 条，已有 {after.known} 条"}	\\x2d702bdcd8329b8bc3cf7f6d221e23595119c8f37de483ea6df1021712ccfea711b2783bbd69c57ea223b826089c870ebdff6a22f574bb5f44815b1ed28db900
3	2026-11-24 03:05:40.503518+00	lead.assigned	accounts.user:1	leads.lead:1		{"actor":"accounts.user:1","after":{"assignee":"王示例","due_on":"2026-12-01","state":"new"},"apart":{"/actor":"176d626a34413e99aa75edf7718bf21e9b4d4555cdc491e3816ab91732694e1c","/target":"3be08f6ca1db8ea6271e5dd27b1991ffb9a866a0a4e563c12d011133f5de4aef"},"at":"2026-11-24T11:05:40.503518","before":{"state":"new"},"en":"Assign: {target}","format":"jianzhen-entry/1","kind":"lead.assigned","log":"dcfa9be94689419e963537ae902dda63","number":3,"request":{"id":"","method":"","path":""},"target":"leads.lead:1","zh":"分派：{target}"}	\\xff785d339751306b4d2d7c60991a68229cc4dc39185d01ee8e786a0dc17517f9
4	2026-11-24 03:05:41.495124+00	lead.assigned	accounts.user:1	leads.lead:2		{"actor":"accounts.user:1","after":{"assignee":"李示例","due_on":"2026-12-01","state":"new"},"apart":{"/actor":"8918c195b8ba87a68c2779bfd1d5bd43ad4947dfc831909170f49650947fdbf5","/target":"7dcae02f1c3dcca41cbbd76b5e8fb351d6beb2307daa4bfa9daee9a61ccf8020"},"at":"2026-11-24T11:05:41.495124","before":{"state":"new"},"en":"Assign: {target}","format":"jianzhen-entry/1","kind":"lead.assigned","log":"dcfa9be94689419e963537ae902dda63","number":4,"request":{"id":"","method":"","path":""},"target":"leads.lead:2","zh":"分派：{target}"}	\\xf1b577deb69221f0b802ebd3cf1909a3eac3fd2c4643d887fa762d5987425748f401e7b37e9d96587db7708cff461623350b0e4142cc24d4233d75c03856957914ff88e7c3f6e040e74096e523d641556022c2d936d36ead0cdc6a192423d9da
5	2026-11-24 03:05:42.983579+00	lead.take	accounts.user:2	leads.lead:1		{"actor":"accounts.user:2","after":{"state":"in_review"},"apart":{"/actor":"592f9b3ba190496e26faeac90f8c6e86b00716da1ebb5dd76da0338582603e0d","/target":"14acd63cf69db64a1a8c563830ecaa7255176a7854d7f7155fd225b1dad79150"},"at":"2026-11-24T11:05:42.983579","before":{"state":"new"},"en":"Take up: {target}","format":"jianzhen-entry/1","kind":"lead.take","log":"dcfa9be94689419e963537ae902dda63","number":5,"request":{"id":"","method":"","path":""},"target":"leads.lead:1","zh":"开始研判：{target}"}	\\xf4cbb9651c2744ec618213b2a75f6f67b07fedf1cc1ccf155436a33d4ff76892
\.


--
-- Data for Name: audit_head; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_head (id, log, size, peaks) FROM stdin;
1	dcfa9be94689419e963537ae902dda63	5	\\x14ff88e7c3f6e040e74096e523d641556022c2d936d36ead0cdc6a192423d9daf4cbb9651c2744ec618213b2a75f6f67b07fedf1cc1ccf155436a33d4ff76892
\.


--
-- Data for Name: audit_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_key (id, key, public, at, before, voucher) FROM stdin;
1	a3f2d5f0a0d46e9f	786969d8b4ec976c04fde7f8163c0e022aef640d3d830f17f9ab9fb22e4d28fc	2026-11-24T11:05:43.067390		2e66eaa8a2840ac82d6ad723b82e95c936e6afb98c9d4f414aa08524735b9286082c0d2cc4533e1f1161438ddfb92c9063530b11d09a154e37dfa3b8a85ea101
\.


--
-- Data for Name: audit_root; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.audit_root (id, log, size, root, at, key, signature) FROM stdin;
1	dcfa9be94689419e963537ae902dda63	5	de28182f81a536d08ea3ddce7fc3b3b748d89fe21b8a3740d3efebb7755d4932	2026-11-24T11:05:43.067390	a3f2d5f0a0d46e9f	67784be2b184d612ed0726066764f27f24e20b712d1a60d5523e6e72c18ccdd631dde6e846c97618831450cb049c1523b1c9910d6cca4a3c9c4b3d32f470960b
\.


--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.auth_group (id, name) FROM stdin;
\.


--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.auth_group_permissions (id, group_id, permission_id) FROM stdin;
\.


--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.auth_permission (id, name, content_type_id, codename) FROM stdin;
1	Can add content type	1	add_contenttype
2	Can change content type	1	change_contenttype
3	Can delete content type	1	delete_contenttype
4	Can view content type	1	view_contenttype
5	Can add permission	2	add_permission
6	Can change permission	2	change_permission
7	Can delete permission	2	delete_permission
8	Can view permission	2	view_permission
9	Can add group	3	add_group
10	Can change group	3	change_group
11	Can delete group	3	delete_group
12	Can view group	3	view_group
13	Can add session	4	add_session
14	Can change session	4	change_session
15	Can delete session	4	delete_session
16	Can view session	4	view_session
17	Can add Task Result	5	add_dbtaskresult
18	Can change Task Result	5	change_dbtaskresult
19	Can delete Task Result	5	delete_dbtaskresult
20	Can view Task Result	5	view_dbtaskresult
21	Can add key	6	add_key
22	Can change key	6	change_key
23	Can delete key	6	delete_key
24	Can view key	6	view_key
25	Can add root	7	add_root
26	Can change root	7	change_root
27	Can delete root	7	delete_root
28	Can view root	7	view_root
29	Can add entry	8	add_entry
30	Can change entry	8	change_entry
31	Can delete entry	8	delete_entry
32	Can view entry	8	view_entry
33	Can add head	9	add_head
34	Can change head	9	change_head
35	Can delete head	9	delete_head
36	Can view head	9	view_head
37	Can add apart	10	add_apart
38	Can change apart	10	change_apart
39	Can delete apart	10	delete_apart
40	Can view apart	10	view_apart
41	Can add scheduled job	11	add_scheduledjob
42	Can change scheduled job	11	change_scheduledjob
43	Can delete scheduled job	11	delete_scheduledjob
44	Can view scheduled job	11	view_scheduledjob
45	Can add heart	12	add_heart
46	Can change heart	12	change_heart
47	Can delete heart	12	delete_heart
48	Can view heart	12	view_heart
49	Can add turn	13	add_turn
50	Can change turn	13	change_turn
51	Can delete turn	13	delete_turn
52	Can view turn	13	view_turn
53	Can add user	14	add_user
54	Can change user	14	change_user
55	Can delete user	14	delete_user
56	Can view user	14	view_user
57	Can add bucket	15	add_bucket
58	Can change bucket	15	change_bucket
59	Can delete bucket	15	delete_bucket
60	Can view bucket	15	view_bucket
61	Can add party	16	add_party
62	Can change party	16	change_party
63	Can delete party	16	delete_party
64	Can view party	16	view_party
65	Can add api token	17	add_apitoken
66	Can change api token	17	change_apitoken
67	Can delete api token	17	delete_apitoken
68	Can view api token	17	view_apitoken
69	Can add department	18	add_department
70	Can change department	18	change_department
71	Can delete department	18	delete_department
72	Can view department	18	view_department
73	Can add post	19	add_post
74	Can change post	19	change_post
75	Can delete post	19	delete_post
76	Can view post	19	view_post
77	Can add lead	20	add_lead
78	Can change lead	20	change_lead
79	Can delete lead	20	delete_lead
80	Can view lead	20	view_lead
81	Can add screening run	21	add_screeningrun
82	Can change screening run	21	change_screeningrun
83	Can delete screening run	21	delete_screeningrun
84	Can view screening run	21	view_screeningrun
85	Can add lead content	22	add_leadcontent
86	Can change lead content	22	change_leadcontent
87	Can delete lead content	22	delete_leadcontent
88	Can view lead content	22	view_leadcontent
89	Can add lead step	23	add_leadstep
90	Can change lead step	23	change_leadstep
91	Can delete lead step	23	delete_leadstep
92	Can view lead step	23	view_leadstep
93	Can add lead tally	24	add_leadtally
94	Can change lead tally	24	change_leadtally
95	Can delete lead tally	24	delete_leadtally
96	Can view lead tally	24	view_leadtally
97	Can add lead rule	25	add_leadrule
98	Can change lead rule	25	change_leadrule
99	Can delete lead rule	25	delete_leadrule
100	Can view lead rule	25	view_leadrule
101	Can add question	26	add_question
102	Can change question	26	change_question
103	Can delete question	26	delete_question
104	Can view question	26	view_question
105	Can add run change	27	add_runchange
106	Can change run change	27	change_runchange
107	Can delete run change	27	delete_runchange
108	Can view run change	27	view_runchange
109	Can add plan	28	add_plan
110	Can change plan	28	change_plan
111	Can delete plan	28	delete_plan
112	Can view plan	28	view_plan
113	Can add rule setting	29	add_rulesetting
114	Can change rule setting	29	change_rulesetting
115	Can delete rule setting	29	delete_rulesetting
116	Can view rule setting	29	view_rulesetting
117	Can add back test	30	add_backtest
118	Can change back test	30	change_backtest
119	Can delete back test	30	delete_backtest
120	Can view back test	30	view_backtest
121	Can add screening job	31	add_screeningjob
122	Can change screening job	31	change_screeningjob
123	Can delete screening job	31	delete_screeningjob
124	Can view screening job	31	view_screeningjob
125	Can add suppression decision	32	add_suppressiondecision
126	Can change suppression decision	32	change_suppressiondecision
127	Can delete suppression decision	32	delete_suppressiondecision
128	Can view suppression decision	32	view_suppressiondecision
129	Can add submission	33	add_submission
130	Can change submission	33	change_submission
131	Can delete submission	33	delete_submission
132	Can view submission	33	view_submission
133	Can add duty	34	add_duty
134	Can change duty	34	change_duty
135	Can delete duty	34	delete_duty
136	Can view duty	34	view_duty
137	Can add chase	35	add_chase
138	Can change chase	35	change_chase
139	Can delete chase	35	delete_chase
140	Can view chase	35	view_chase
141	Can add fault list	36	add_faultlist
142	Can change fault list	36	change_faultlist
143	Can delete fault list	36	delete_faultlist
144	Can view fault list	36	view_faultlist
145	Can add filing	37	add_filing
146	Can change filing	37	change_filing
147	Can delete filing	37	delete_filing
148	Can view filing	37	view_filing
149	Can add submitted file	38	add_submittedfile
150	Can change submitted file	38	change_submittedfile
151	Can delete submitted file	38	delete_submittedfile
152	Can view submitted file	38	view_submittedfile
153	Can add api call	39	add_apicall
154	Can change api call	39	change_apicall
155	Can delete api call	39	delete_apicall
156	Can view api call	39	view_apicall
157	Can add change	40	add_change
158	Can change change	40	change_change
159	Can delete change	40	delete_change
160	Can view change	40	view_change
161	Can add pending import	41	add_pendingimport
162	Can change pending import	41	change_pendingimport
163	Can delete pending import	41	delete_pendingimport
164	Can view pending import	41	view_pendingimport
165	Can add record	42	add_record
166	Can change record	42	change_record
167	Can delete record	42	delete_record
168	Can view record	42	view_record
169	Can add attachment	43	add_attachment
170	Can change attachment	43	change_attachment
171	Can delete attachment	43	delete_attachment
172	Can view attachment	43	view_attachment
173	Can add workload	44	add_workload
174	Can change workload	44	change_workload
175	Can delete workload	44	delete_workload
176	Can view workload	44	view_workload
177	Can add duplicate verdict	45	add_duplicateverdict
178	Can change duplicate verdict	45	change_duplicateverdict
179	Can delete duplicate verdict	45	delete_duplicateverdict
180	Can view duplicate verdict	45	view_duplicateverdict
181	Can add saved view	46	add_savedview
182	Can change saved view	46	change_savedview
183	Can delete saved view	46	delete_savedview
184	Can view saved view	46	view_savedview
185	Can add state	47	add_state
186	Can change state	47	change_state
187	Can delete state	47	delete_state
188	Can view state	47	view_state
189	Can add email address	48	add_emailaddress
190	Can change email address	48	change_emailaddress
191	Can delete email address	48	delete_emailaddress
192	Can view email address	48	view_emailaddress
193	Can add email confirmation	49	add_emailconfirmation
194	Can change email confirmation	49	change_emailconfirmation
195	Can delete email confirmation	49	delete_emailconfirmation
196	Can view email confirmation	49	view_emailconfirmation
197	Can add authenticator	50	add_authenticator
198	Can change authenticator	50	change_authenticator
199	Can delete authenticator	50	delete_authenticator
200	Can view authenticator	50	view_authenticator
\.


--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.django_content_type (id, app_label, model) FROM stdin;
1	contenttypes	contenttype
2	auth	permission
3	auth	group
4	sessions	session
5	django_tasks_database	dbtaskresult
6	audit	key
7	audit	root
8	audit	entry
9	audit	head
10	audit	apart
11	site	scheduledjob
12	operations	heart
13	operations	turn
14	accounts	user
15	accounts	bucket
16	accounts	party
17	accounts	apitoken
18	accounts	department
19	accounts	post
20	leads	lead
21	leads	screeningrun
22	leads	leadcontent
23	leads	leadstep
24	leads	leadtally
25	leads	leadrule
26	leads	question
27	leads	runchange
28	screening	plan
29	screening	rulesetting
30	screening	backtest
31	screening	screeningjob
32	screening	suppressiondecision
33	filing	submission
34	filing	duty
35	filing	chase
36	filing	faultlist
37	filing	filing
38	filing	submittedfile
39	filing	apicall
40	registers	change
41	registers	pendingimport
42	registers	record
43	registers	attachment
44	registers	workload
45	registers	duplicateverdict
46	registers	savedview
47	registers	state
48	account	emailaddress
49	account	emailconfirmation
50	mfa	authenticator
\.


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.django_migrations (id, app, name, applied) FROM stdin;
1	accounts	0001_initial	2026-11-24 03:04:40.011635+00
2	account	0001_initial	2026-11-24 03:04:40.300571+00
3	account	0002_email_max_length	2026-11-24 03:04:40.469407+00
4	account	0003_alter_emailaddress_create_unique_verified_email	2026-11-24 03:04:40.56781+00
5	account	0004_alter_emailaddress_drop_unique_email	2026-11-24 03:04:40.601797+00
6	account	0005_emailaddress_idx_upper_email	2026-11-24 03:04:40.622927+00
7	account	0006_emailaddress_lower	2026-11-24 03:04:40.762808+00
8	account	0007_emailaddress_idx_email	2026-11-24 03:04:40.802725+00
9	account	0008_emailaddress_unique_primary_email_fixup	2026-11-24 03:04:40.82087+00
10	account	0009_emailaddress_unique_primary_email	2026-11-24 03:04:40.827863+00
11	audit	0001_initial	2026-11-24 03:04:40.939567+00
12	audit	0002_append_only	2026-11-24 03:04:41.008689+00
13	contenttypes	0001_initial	2026-11-24 03:04:41.016822+00
14	contenttypes	0002_remove_content_type_name	2026-11-24 03:04:41.103899+00
15	auth	0001_initial	2026-11-24 03:04:41.408541+00
16	auth	0002_alter_permission_name_max_length	2026-11-24 03:04:41.481528+00
17	auth	0003_alter_user_email_max_length	2026-11-24 03:04:41.525648+00
18	auth	0004_alter_user_username_opts	2026-11-24 03:04:41.620876+00
19	auth	0005_alter_user_last_login_null	2026-11-24 03:04:41.716566+00
20	auth	0006_require_contenttypes_0002	2026-11-24 03:04:41.759725+00
21	auth	0007_alter_validators_add_error_messages	2026-11-24 03:04:41.87848+00
22	auth	0008_alter_user_username_max_length	2026-11-24 03:04:41.998073+00
23	auth	0009_alter_user_last_name_max_length	2026-11-24 03:04:42.04603+00
24	auth	0010_alter_group_name_max_length	2026-11-24 03:04:42.087509+00
25	auth	0011_update_proxy_permissions	2026-11-24 03:04:42.141409+00
26	auth	0012_alter_user_first_name_max_length	2026-11-24 03:04:42.202182+00
27	django_tasks_database	0001_initial	2026-11-24 03:04:42.363712+00
28	django_tasks_database	0002_alter_dbtaskresult_options	2026-11-24 03:04:42.377487+00
29	django_tasks_database	0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at	2026-11-24 03:04:42.523549+00
30	django_tasks_database	0004_dbtaskresult_started_at	2026-11-24 03:04:42.580087+00
31	django_tasks_database	0005_alter_dbtaskresult_priority_and_more	2026-11-24 03:04:42.687769+00
32	django_tasks_database	0006_alter_dbtaskresult_args_kwargs_and_more	2026-11-24 03:04:42.835424+00
33	django_tasks_database	0007_add_separate_results_fields	2026-11-24 03:04:42.95143+00
34	django_tasks_database	0008_separate_results_field	2026-11-24 03:04:43.127537+00
35	django_tasks_database	0009_remove_results_field	2026-11-24 03:04:43.201664+00
36	django_tasks_database	0010_alter_dbtaskresult_status	2026-11-24 03:04:43.463776+00
37	django_tasks_database	0011_rename_complete_status	2026-11-24 03:04:43.472865+00
38	django_tasks_database	0012_add_separate_exception_fields	2026-11-24 03:04:43.535677+00
39	django_tasks_database	0013_separate_exception_fields	2026-11-24 03:04:43.627548+00
40	django_tasks_database	0014_remove_dbtaskresult_exception_data	2026-11-24 03:04:43.630986+00
41	django_tasks_database	0015_correctly_order_run_after	2026-11-24 03:04:43.632621+00
42	django_tasks_database	0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more	2026-11-24 03:04:44.251527+00
43	django_tasks_database	0017_dbtaskresult_metadata	2026-11-24 03:04:44.339986+00
44	django_tasks_database	0018_rename_succeeded_status	2026-11-24 03:04:44.395731+00
45	django_tasks_database	0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more	2026-11-24 03:04:44.439312+00
46	django_tasks_database	0020_update_db_task_result_ordering	2026-11-24 03:04:44.971532+00
47	django_tasks_database	0021_conditional_partial_index_ordering	2026-11-24 03:04:45.083514+00
48	filing	0001_initial	2026-11-24 03:04:51.195507+00
49	leads	0001_initial	2026-11-24 03:05:01.110578+00
50	mfa	0001_initial	2026-11-24 03:05:01.409812+00
51	mfa	0002_authenticator_timestamps	2026-11-24 03:05:01.612787+00
52	mfa	0003_authenticator_type_uniq	2026-11-24 03:05:02.545865+00
53	operations	0001_initial	2026-11-24 03:05:02.939389+00
54	registers	0001_initial	2026-11-24 03:05:06.215417+00
55	screening	0001_initial	2026-11-24 03:05:11.555466+00
56	sessions	0001_initial	2026-11-24 03:05:11.597048+00
57	site	0001_initial	2026-11-24 03:05:11.755555+00
\.


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.django_session (session_key, session_data, expire_date) FROM stdin;
\.


--
-- Data for Name: django_tasks_database_dbtaskresult; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.django_tasks_database_dbtaskresult (id, status, args_kwargs, priority, task_path, queue_name, backend_name, run_after, enqueued_at, finished_at, started_at, return_value, exception_class_path, traceback, worker_ids) FROM stdin;
\.


--
-- Data for Name: filing_apicall; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_apicall (id, key, content, status, answer, at, user_id) FROM stdin;
\.


--
-- Data for Name: filing_chase; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_chase (id, period, "on", text, by_id, party_id, duty_id) FROM stdin;
\.


--
-- Data for Name: filing_duty; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_duty (id, title_zh, title_en, party_kind, region, remit, rhythm, days, from_on, to_on, made_at, made_by_id) FROM stdin;
\.


--
-- Data for Name: filing_faultlist; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_faultlist (submission_id, entries, left_out) FROM stdin;
\.


--
-- Data for Name: filing_filing; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_filing (id, region, remit, version, step, scope, address, staff_count, instrument_count, change_reason, promised_text, made_at, submitted_at, decided_at, decision_reason, decided_by_id, material_id, party_id, promised_by_id) FROM stdin;
\.


--
-- Data for Name: filing_submission; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_submission (id, region, remit, purpose, period, series, version, reason, channel, at_once, uploaded_at, state, digest, size, checked_at, faults, warnings, tables, trouble, number, accepted_at, lake_batch, lake_digest, lake_at, corrects_id, duty_id, party_id, uploaded_by_id) FROM stdin;
\.


--
-- Data for Name: filing_submittedfile; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.filing_submittedfile (id, name, kind, sha256, size, inside_id, submission_id) FROM stdin;
\.


--
-- Data for Name: leads_lead; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_lead (id, key, region, remit, subject_kind, subject, subject_name, title_zh, title_en, grade, rank, from_at, to_at, state, due_on, imported_at, changed_at, assignee_id, merged_into_id, first_run_id, gone_in_id, run_id) FROM stdin;
2	236b76d609be32e8fd2390804d48a2c9	640100	3	organization	91640100MA0LAB0005	示例检测有限公司	同一批采样人员（1 人）2024-05-01 10:20 至 05-01 11:00 同时在两处：北厂总排口采样（E1）与 南厂总排口采样（E2），相距 43.8 公里	1 person(s) on record at two places from 2024-05-01 10:20 to 05-01 11:00: sampling at 北厂总排口 (E1) and sampling at 南厂总排口 (E2), 43.8 km apart	middle	1000302913052	2024-05-01 02:20:00+00	2024-05-01 03:00:00+00	new	2026-12-01	2026-11-24 03:05:32.458548+00	2026-11-24 03:05:41.465679+00	3	\N	1	\N	1
1	615e5d441b3cf97845eaa1d89afdc759	640100	3	organization	91640100MA0LAB0005	示例检测有限公司	同一批采样人员（1 人）2024-05-02 10:20 至 05-02 11:00 同时在两处：北厂总排口采样（E3）与 南厂总排口采样（E4），相距 43.8 公里	1 person(s) on record at two places from 2024-05-02 10:20 to 05-02 11:00: sampling at 北厂总排口 (E3) and sampling at 南厂总排口 (E4), 43.8 km apart	middle	1000302913051	2024-05-02 02:20:00+00	2024-05-02 03:00:00+00	in_review	\N	2026-11-24 03:05:32.458548+00	2026-11-24 03:05:42.745729+00	2	\N	1	\N	1
\.


--
-- Data for Name: leads_leadcontent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_leadcontent (lead_id, findings) FROM stdin;
1	[{"act": "fabrication.time_or_place", "rule": "person_two_places", "to_at": "2024-05-02T11:00:00", "detail": {"to_at": "2024-05-02T11:00:00", "people": ["P002"], "from_at": "2024-05-02T10:20:00", "first_en": "sampling", "first_zh": "采样", "second_en": "sampling", "second_zh": "采样", "slack_min": 5.0, "needed_min": 40.0, "distance_km": 43.8114, "first_label": "E3", "overlap_min": 40.0, "people_count": 1, "second_label": "E4", "first_place_en": "北厂总排口", "first_place_zh": "北厂总排口", "min_distance_km": 0.5, "second_place_en": "南厂总排口", "second_place_zh": "南厂总排口", "silent_slack_min": 20.0}, "family": "whereabouts", "from_at": "2024-05-02T10:20:00", "measure": 30.0, "subject": "91640100MA0LAB0005", "evidence": [["sampling_crew", "10861e97eb2cac6d61d185a439e4945b", "first"], ["sampling_crew", "e4879a65eb8599a4533fe62ebda799d4", "second"], ["sampling_events", "52aed75c074b4857b0534949079f719b", "second"], ["sampling_events", "ebdb045f1e1350482fc0ed1c0199ffbd", "first"]], "severity": "high", "threshold": 0.0, "finding_id": "3024ad40ea7adbe839983877fa04963c", "rule_version": 1, "subject_kind": "organization"}]
2	[{"act": "fabrication.time_or_place", "rule": "person_two_places", "to_at": "2024-05-01T11:00:00", "detail": {"to_at": "2024-05-01T11:00:00", "people": ["P001"], "from_at": "2024-05-01T10:20:00", "first_en": "sampling", "first_zh": "采样", "second_en": "sampling", "second_zh": "采样", "slack_min": 5.0, "needed_min": 40.0, "distance_km": 43.8114, "first_label": "E1", "overlap_min": 40.0, "people_count": 1, "second_label": "E2", "first_place_en": "北厂总排口", "first_place_zh": "北厂总排口", "min_distance_km": 0.5, "second_place_en": "南厂总排口", "second_place_zh": "南厂总排口", "silent_slack_min": 20.0}, "family": "whereabouts", "from_at": "2024-05-01T10:20:00", "measure": 30.0, "subject": "91640100MA0LAB0005", "evidence": [["sampling_crew", "2d8f53dd16d19b899c724a3e74c67804", "first"], ["sampling_crew", "ddfeb6e367d68d419927f0204e527e08", "second"], ["sampling_events", "c2dd5cc3929cfe6a65a6432cbf8ab6e6", "first"], ["sampling_events", "c9d76011ef15b67c85a4a89706b168c7", "second"]], "severity": "high", "threshold": 0.0, "finding_id": "4c5bc31341905d503a135d23630639d6", "rule_version": 1, "subject_kind": "organization"}]
\.


--
-- Data for Name: leads_leadrule; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_leadrule (id, rule, family, clause, lead_id) FROM stdin;
1	person_two_places	whereabouts	二(三)	1
2	person_two_places	whereabouts	二(三)	2
\.


--
-- Data for Name: leads_leadstep; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_leadstep (id, act, from_state, to_state, reason, at, actor_id, lead_id) FROM stdin;
1	assign	new	new		2026-11-24 03:05:40.435541+00	1	1
2	assign	new	new		2026-11-24 03:05:41.465679+00	1	2
3	take	new	in_review		2026-11-24 03:05:42.745729+00	2	1
\.


--
-- Data for Name: leads_leadtally; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_leadtally (id, region, remit, state, grade, dimension, value, number) FROM stdin;
9	640100	3	new	middle	clause	二(三)	2
10	640100	3	new	middle			2
11	640100	3	new	middle	family	whereabouts	2
12	640100	3	new	middle	rule	person_two_places	2
13	640100	3	new	middle			-1
14	640100	3	in_review	middle			1
15	640100	3	new	middle	family	whereabouts	-1
16	640100	3	new	middle	rule	person_two_places	-1
17	640100	3	new	middle	clause	二(三)	-1
18	640100	3	in_review	middle	family	whereabouts	1
19	640100	3	in_review	middle	rule	person_two_places	1
20	640100	3	in_review	middle	clause	二(三)	1
\.


--
-- Data for Name: leads_question; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_question (id, text, asked_at, due_on, closed_at, answer, answered_at, file_name, file_sha256, file_type, answered_by_id, asked_by_id, lead_id, party_id) FROM stdin;
\.


--
-- Data for Name: leads_runchange; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_runchange (id, region, remit, new, same, gone, run_id) FROM stdin;
1	640100	3	2	0	0	1
\.


--
-- Data for Name: leads_screeningrun; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.leads_screeningrun (id, run_id, folder, dataset, judged_on, leads_found, imported_at) FROM stdin;
1	55147372e3c9a5582f4263671f78bfe1	55147372e3c9a5582f4263671f78bfe1	demonstration	2024-06-30	2	2026-11-24 03:05:32.458548+00
\.


--
-- Data for Name: mfa_authenticator; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.mfa_authenticator (id, type, data, user_id, created_at, last_used_at) FROM stdin;
\.


--
-- Data for Name: operations_heart; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.operations_heart (name, part, host, pid, started_at, beat_at) FROM stdin;
\.


--
-- Data for Name: operations_turn; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.operations_turn (job, began_at, ended_at, fault) FROM stdin;
\.


--
-- Data for Name: registers_attachment; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_attachment (id, name, kind, size, sha256, reason, at, removed_at, author_id, record_id) FROM stdin;
\.


--
-- Data for Name: registers_change; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_change (id, way, at, reason, source, author_id) FROM stdin;
\.


--
-- Data for Name: registers_duplicateverdict; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_duplicateverdict (id, verdict, signs, reason, at, author_id, one_id, other_id) FROM stdin;
\.


--
-- Data for Name: registers_pendingimport; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_pendingimport (id, name, sha256, plan, valid_from, reason, made_at, user_id) FROM stdin;
\.


--
-- Data for Name: registers_record; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_record (id, register, key, region, remit, org, operator) FROM stdin;
\.


--
-- Data for Name: registers_savedview; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_savedview (id, register, name, query, user_id) FROM stdin;
\.


--
-- Data for Name: registers_state; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_state (id, register, region, remit, org, operator, valid_from, valid_to, recorded_at, replaced_at, gone, facts, label, search, line, starts_on, ends_on, due_on, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, change_id, record_id) FROM stdin;
\.


--
-- Data for Name: registers_workload; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.registers_workload (id, org, measure, month, number) FROM stdin;
\.


--
-- Data for Name: screening_backtest; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.screening_backtest (id, state, asked_at, started_at, heard_at, ended_at, tries, stop_asked, step, steps, doing, fault_zh, fault_en, rule, scope, key, region, "values", before, reason, dataset, "on", found, asked_by_id, setting_id) FROM stdin;
\.


--
-- Data for Name: screening_plan; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.screening_plan (id, dataset, every_days, hour, next_at, changed_at, changed_by_id) FROM stdin;
\.


--
-- Data for Name: screening_rulesetting; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.screening_rulesetting (id, rule, scope, key, region, version, "values", reason, at, by_id) FROM stdin;
\.


--
-- Data for Name: screening_screeningjob; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.screening_screeningjob (id, state, asked_at, started_at, heard_at, ended_at, tries, stop_asked, step, steps, doing, fault_zh, fault_en, dataset, "on", rules, settings, batch, asked_by_id, run_id) FROM stdin;
\.


--
-- Data for Name: screening_suppressiondecision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.screening_suppressiondecision (id, rule, subject, subject_name, region, remit, severity, expires_on, reason, at, lifted_at, lifted_because, by_id, lifted_by_id) FROM stdin;
\.


--
-- Data for Name: site_scheduledjob; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.site_scheduledjob (name, due_at) FROM stdin;
\.


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


--
-- Name: accounts_apitoken_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_apitoken_id_seq', 1, false);


--
-- Name: accounts_department_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_department_id_seq', 7, true);


--
-- Name: accounts_party_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_party_id_seq', 1, true);


--
-- Name: accounts_post_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_post_id_seq', 11, true);


--
-- Name: accounts_user_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_user_id_seq', 12, true);


--
-- Name: audit_apart_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_apart_id_seq', 8, true);


--
-- Name: audit_key_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_key_id_seq', 1, true);


--
-- Name: audit_root_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_root_id_seq', 1, true);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 200, true);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 50, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 57, true);


--
-- Name: filing_apicall_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_apicall_id_seq', 1, false);


--
-- Name: filing_chase_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_chase_id_seq', 1, false);


--
-- Name: filing_duty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_duty_id_seq', 1, false);


--
-- Name: filing_filing_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_filing_id_seq', 1, false);


--
-- Name: filing_submission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_submission_id_seq', 1, false);


--
-- Name: filing_submittedfile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filing_submittedfile_id_seq', 1, false);


--
-- Name: leads_lead_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_lead_id_seq', 2, true);


--
-- Name: leads_leadrule_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_leadrule_id_seq', 2, true);


--
-- Name: leads_leadstep_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_leadstep_id_seq', 3, true);


--
-- Name: leads_leadtally_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_leadtally_id_seq', 20, true);


--
-- Name: leads_question_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_question_id_seq', 1, false);


--
-- Name: leads_runchange_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_runchange_id_seq', 1, true);


--
-- Name: leads_screeningrun_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leads_screeningrun_id_seq', 1, true);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);


--
-- Name: registers_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_attachment_id_seq', 1, false);


--
-- Name: registers_change_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_change_id_seq', 1, false);


--
-- Name: registers_duplicateverdict_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_duplicateverdict_id_seq', 1, false);


--
-- Name: registers_pendingimport_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_pendingimport_id_seq', 1, false);


--
-- Name: registers_record_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_record_id_seq', 1, false);


--
-- Name: registers_savedview_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_savedview_id_seq', 1, false);


--
-- Name: registers_state_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_state_id_seq', 1, false);


--
-- Name: registers_workload_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.registers_workload_id_seq', 1, false);


--
-- Name: screening_backtest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.screening_backtest_id_seq', 1, false);


--
-- Name: screening_plan_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.screening_plan_id_seq', 1, false);


--
-- Name: screening_rulesetting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.screening_rulesetting_id_seq', 1, false);


--
-- Name: screening_screeningjob_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.screening_screeningjob_id_seq', 1, false);


--
-- Name: screening_suppressiondecision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.screening_suppressiondecision_id_seq', 1, false);


--
-- Name: account_emailaddress account_emailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress account_emailaddress_user_id_email_987c8728_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


--
-- Name: account_emailconfirmation account_emailconfirmation_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


--
-- Name: account_emailconfirmation account_emailconfirmation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


--
-- Name: accounts_apitoken accounts_apitoken_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_digest_key UNIQUE (digest);


--
-- Name: accounts_apitoken accounts_apitoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_pkey PRIMARY KEY (id);


--
-- Name: accounts_bucket accounts_bucket_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_bucket
    ADD CONSTRAINT accounts_bucket_pkey PRIMARY KEY (key);


--
-- Name: accounts_department accounts_department_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT accounts_department_pkey PRIMARY KEY (id);


--
-- Name: accounts_party accounts_party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_party
    ADD CONSTRAINT accounts_party_pkey PRIMARY KEY (id);


--
-- Name: accounts_party accounts_party_uscc_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_party
    ADD CONSTRAINT accounts_party_uscc_key UNIQUE (uscc);


--
-- Name: accounts_post accounts_post_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_post
    ADD CONSTRAINT accounts_post_pkey PRIMARY KEY (id);


--
-- Name: accounts_user accounts_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);


--
-- Name: accounts_user accounts_user_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);


--
-- Name: filing_apicall api_call_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_apicall
    ADD CONSTRAINT api_call_once UNIQUE (user_id, key);


--
-- Name: audit_apart audit_apart_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_apart
    ADD CONSTRAINT audit_apart_once UNIQUE (entry_id, name);


--
-- Name: audit_apart audit_apart_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_apart
    ADD CONSTRAINT audit_apart_pkey PRIMARY KEY (id);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (number);


--
-- Name: audit_head audit_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);


--
-- Name: audit_key audit_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_key
    ADD CONSTRAINT audit_key_pkey PRIMARY KEY (id);


--
-- Name: audit_root audit_root_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_root
    ADD CONSTRAINT audit_root_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: filing_chase chase_once_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_chase
    ADD CONSTRAINT chase_once_a_day UNIQUE (party_id, duty_id, period, "on");


--
-- Name: accounts_department department_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_department
    ADD CONSTRAINT department_once UNIQUE (kind, region, name_zh);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: django_tasks_database_dbtaskresult django_tasks_database_dbtaskresult_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);


--
-- Name: filing_apicall filing_apicall_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_apicall
    ADD CONSTRAINT filing_apicall_pkey PRIMARY KEY (id);


--
-- Name: filing_chase filing_chase_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_chase
    ADD CONSTRAINT filing_chase_pkey PRIMARY KEY (id);


--
-- Name: filing_duty filing_duty_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_duty
    ADD CONSTRAINT filing_duty_pkey PRIMARY KEY (id);


--
-- Name: filing_faultlist filing_faultlist_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_faultlist
    ADD CONSTRAINT filing_faultlist_pkey PRIMARY KEY (submission_id);


--
-- Name: filing_filing filing_filing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_filing_pkey PRIMARY KEY (id);


--
-- Name: filing_submission filing_submission_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_number_key UNIQUE (number);


--
-- Name: filing_submission filing_submission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_pkey PRIMARY KEY (id);


--
-- Name: filing_submittedfile filing_submittedfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submittedfile
    ADD CONSTRAINT filing_submittedfile_pkey PRIMARY KEY (id);


--
-- Name: filing_filing filing_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_version_once UNIQUE (party_id, version);


--
-- Name: leads_leadrule lead_rule_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadrule
    ADD CONSTRAINT lead_rule_once UNIQUE (lead_id, rule);


--
-- Name: leads_lead leads_lead_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_key_key UNIQUE (key);


--
-- Name: leads_lead leads_lead_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_pkey PRIMARY KEY (id);


--
-- Name: leads_leadcontent leads_leadcontent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadcontent
    ADD CONSTRAINT leads_leadcontent_pkey PRIMARY KEY (lead_id);


--
-- Name: leads_leadrule leads_leadrule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadrule
    ADD CONSTRAINT leads_leadrule_pkey PRIMARY KEY (id);


--
-- Name: leads_leadstep leads_leadstep_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadstep
    ADD CONSTRAINT leads_leadstep_pkey PRIMARY KEY (id);


--
-- Name: leads_leadtally leads_leadtally_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadtally
    ADD CONSTRAINT leads_leadtally_pkey PRIMARY KEY (id);


--
-- Name: leads_question leads_question_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_question
    ADD CONSTRAINT leads_question_pkey PRIMARY KEY (id);


--
-- Name: leads_runchange leads_runchange_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_runchange
    ADD CONSTRAINT leads_runchange_pkey PRIMARY KEY (id);


--
-- Name: leads_screeningrun leads_screeningrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_screeningrun
    ADD CONSTRAINT leads_screeningrun_pkey PRIMARY KEY (id);


--
-- Name: leads_screeningrun leads_screeningrun_run_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_screeningrun
    ADD CONSTRAINT leads_screeningrun_run_id_key UNIQUE (run_id);


--
-- Name: mfa_authenticator mfa_authenticator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


--
-- Name: operations_heart operations_heart_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operations_heart
    ADD CONSTRAINT operations_heart_pkey PRIMARY KEY (name);


--
-- Name: operations_turn operations_turn_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.operations_turn
    ADD CONSTRAINT operations_turn_pkey PRIMARY KEY (job);


--
-- Name: registers_record record_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_record
    ADD CONSTRAINT record_once UNIQUE (register, key);


--
-- Name: registers_attachment registers_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_attachment
    ADD CONSTRAINT registers_attachment_pkey PRIMARY KEY (id);


--
-- Name: registers_change registers_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_change
    ADD CONSTRAINT registers_change_pkey PRIMARY KEY (id);


--
-- Name: registers_duplicateverdict registers_duplicateverdict_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_duplicateverdict
    ADD CONSTRAINT registers_duplicateverdict_pkey PRIMARY KEY (id);


--
-- Name: registers_pendingimport registers_pendingimport_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_pendingimport
    ADD CONSTRAINT registers_pendingimport_pkey PRIMARY KEY (id);


--
-- Name: registers_record registers_record_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_record
    ADD CONSTRAINT registers_record_pkey PRIMARY KEY (id);


--
-- Name: registers_savedview registers_savedview_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_savedview
    ADD CONSTRAINT registers_savedview_pkey PRIMARY KEY (id);


--
-- Name: registers_state registers_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_state
    ADD CONSTRAINT registers_state_pkey PRIMARY KEY (id);


--
-- Name: registers_workload registers_workload_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_workload
    ADD CONSTRAINT registers_workload_pkey PRIMARY KEY (id);


--
-- Name: screening_rulesetting rule_setting_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_rulesetting
    ADD CONSTRAINT rule_setting_version UNIQUE (rule, scope, key, version);


--
-- Name: leads_runchange run_change_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_runchange
    ADD CONSTRAINT run_change_once UNIQUE (run_id, region, remit);


--
-- Name: registers_savedview saved_view_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_savedview
    ADD CONSTRAINT saved_view_once UNIQUE (user_id, register, name);


--
-- Name: screening_backtest screening_backtest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_backtest
    ADD CONSTRAINT screening_backtest_pkey PRIMARY KEY (id);


--
-- Name: screening_backtest screening_backtest_setting_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_backtest
    ADD CONSTRAINT screening_backtest_setting_id_key UNIQUE (setting_id);


--
-- Name: screening_plan screening_plan_dataset_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_plan
    ADD CONSTRAINT screening_plan_dataset_key UNIQUE (dataset);


--
-- Name: screening_plan screening_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_plan
    ADD CONSTRAINT screening_plan_pkey PRIMARY KEY (id);


--
-- Name: screening_rulesetting screening_rulesetting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_rulesetting
    ADD CONSTRAINT screening_rulesetting_pkey PRIMARY KEY (id);


--
-- Name: screening_screeningjob screening_screeningjob_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_screeningjob
    ADD CONSTRAINT screening_screeningjob_pkey PRIMARY KEY (id);


--
-- Name: screening_suppressiondecision screening_suppressiondecision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_suppressiondecision
    ADD CONSTRAINT screening_suppressiondecision_pkey PRIMARY KEY (id);


--
-- Name: site_scheduledjob site_scheduledjob_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site_scheduledjob
    ADD CONSTRAINT site_scheduledjob_pkey PRIMARY KEY (name);


--
-- Name: registers_workload workload_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_workload
    ADD CONSTRAINT workload_once UNIQUE (org, measure, month);


--
-- Name: account_emailaddress_email_03be32b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


--
-- Name: account_emailaddress_email_03be32b2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


--
-- Name: account_emailaddress_user_id_2c513194; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


--
-- Name: account_emailconfirmation_email_address_id_5b7f8c58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


--
-- Name: account_emailconfirmation_key_f43612bd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


--
-- Name: accounts_apitoken_digest_63ccb187_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_apitoken_digest_63ccb187_like ON public.accounts_apitoken USING btree (digest varchar_pattern_ops);


--
-- Name: accounts_apitoken_user_id_bbee13e0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_apitoken_user_id_bbee13e0 ON public.accounts_apitoken USING btree (user_id);


--
-- Name: accounts_bucket_at_f3c4bc59; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_bucket_at_f3c4bc59 ON public.accounts_bucket USING btree (at);


--
-- Name: accounts_bucket_key_b9932762_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_bucket_key_b9932762_like ON public.accounts_bucket USING btree (key varchar_pattern_ops);


--
-- Name: accounts_party_uscc_d2993103_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_party_uscc_d2993103_like ON public.accounts_party USING btree (uscc varchar_pattern_ops);


--
-- Name: accounts_post_department_id_3b115e2a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_post_department_id_3b115e2a ON public.accounts_post USING btree (department_id);


--
-- Name: accounts_post_user_id_ecf3e197; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_post_user_id_ecf3e197 ON public.accounts_post USING btree (user_id);


--
-- Name: accounts_user_party_id_a807cad4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_party_id_a807cad4 ON public.accounts_user USING btree (party_id);


--
-- Name: accounts_user_username_6088629e_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_username_6088629e_like ON public.accounts_user USING btree (username varchar_pattern_ops);


--
-- Name: audit_apart_of; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_apart_of ON public.audit_apart USING btree (of);


--
-- Name: audit_entry_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor, number);


--
-- Name: audit_entry_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at);


--
-- Name: audit_entry_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_kind ON public.audit_entry USING btree (kind, number);


--
-- Name: audit_entry_target; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_target ON public.audit_entry USING btree (target, number);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: django_task_backend_071754_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);


--
-- Name: django_task_queue_n_99c321_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);


--
-- Name: filing_apicall_at_2d8caea3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_apicall_at_2d8caea3 ON public.filing_apicall USING btree (at);


--
-- Name: filing_apicall_user_id_577ca3bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_apicall_user_id_577ca3bb ON public.filing_apicall USING btree (user_id);


--
-- Name: filing_chase_by_id_2a3ab7a8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_chase_by_id_2a3ab7a8 ON public.filing_chase USING btree (by_id);


--
-- Name: filing_chase_duty_id_8e00c321; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_chase_duty_id_8e00c321 ON public.filing_chase USING btree (duty_id);


--
-- Name: filing_chase_party_id_aec18f10; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_chase_party_id_aec18f10 ON public.filing_chase USING btree (party_id);


--
-- Name: filing_duty_made_by_id_8ebfd64f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_duty_made_by_id_8ebfd64f ON public.filing_duty USING btree (made_by_id);


--
-- Name: filing_filing_decided_by_id_261742e1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_filing_decided_by_id_261742e1 ON public.filing_filing USING btree (decided_by_id);


--
-- Name: filing_filing_material_id_a5309ee3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_filing_material_id_a5309ee3 ON public.filing_filing USING btree (material_id);


--
-- Name: filing_filing_party_id_f3cec593; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_filing_party_id_f3cec593 ON public.filing_filing USING btree (party_id);


--
-- Name: filing_filing_promised_by_id_24dcc40b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_filing_promised_by_id_24dcc40b ON public.filing_filing USING btree (promised_by_id);


--
-- Name: filing_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX filing_one_open ON public.filing_filing USING btree (party_id) WHERE (NOT ((step)::text = 'accepted'::text));


--
-- Name: filing_step_made; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_step_made ON public.filing_filing USING btree (step, made_at);


--
-- Name: filing_submission_corrects_id_b74b12f5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submission_corrects_id_b74b12f5 ON public.filing_submission USING btree (corrects_id);


--
-- Name: filing_submission_duty_id_f1e8322b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submission_duty_id_f1e8322b ON public.filing_submission USING btree (duty_id);


--
-- Name: filing_submission_number_6a14e219_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submission_number_6a14e219_like ON public.filing_submission USING btree (number varchar_pattern_ops);


--
-- Name: filing_submission_party_id_cbbff3d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submission_party_id_cbbff3d5 ON public.filing_submission USING btree (party_id);


--
-- Name: filing_submission_uploaded_by_id_d9377376; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submission_uploaded_by_id_d9377376 ON public.filing_submission USING btree (uploaded_by_id);


--
-- Name: filing_submittedfile_inside_id_fafe41b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submittedfile_inside_id_fafe41b5 ON public.filing_submittedfile USING btree (inside_id);


--
-- Name: filing_submittedfile_sha256_30edf3e3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submittedfile_sha256_30edf3e3 ON public.filing_submittedfile USING btree (sha256);


--
-- Name: filing_submittedfile_sha256_30edf3e3_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submittedfile_sha256_30edf3e3_like ON public.filing_submittedfile USING btree (sha256 varchar_pattern_ops);


--
-- Name: filing_submittedfile_submission_id_641d77a3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_submittedfile_submission_id_641d77a3 ON public.filing_submittedfile USING btree (submission_id);


--
-- Name: lead_assignee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_assignee ON public.leads_lead USING btree (assignee_id, state);


--
-- Name: lead_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_due ON public.leads_lead USING btree (due_on) WHERE (due_on IS NOT NULL);


--
-- Name: lead_list; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_list ON public.leads_lead USING btree (rank, id, state, region, remit, grade, imported_at);


--
-- Name: lead_rule_clause; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_rule_clause ON public.leads_leadrule USING btree (clause, lead_id);


--
-- Name: lead_rule_family; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_rule_family ON public.leads_leadrule USING btree (family, lead_id);


--
-- Name: lead_rule_rule; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_rule_rule ON public.leads_leadrule USING btree (rule, lead_id);


--
-- Name: lead_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_subject ON public.leads_lead USING btree (subject_kind, subject);


--
-- Name: lead_tally_cell; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lead_tally_cell ON public.leads_leadtally USING btree (dimension, region, remit, state, grade, value, number);


--
-- Name: leads_lead_assignee_id_b9779fc0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_assignee_id_b9779fc0 ON public.leads_lead USING btree (assignee_id);


--
-- Name: leads_lead_first_run_id_38b93841; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_first_run_id_38b93841 ON public.leads_lead USING btree (first_run_id);


--
-- Name: leads_lead_gone_in_id_adab352f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_gone_in_id_adab352f ON public.leads_lead USING btree (gone_in_id);


--
-- Name: leads_lead_key_81881713_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_key_81881713_like ON public.leads_lead USING btree (key varchar_pattern_ops);


--
-- Name: leads_lead_merged_into_id_c068178b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_merged_into_id_c068178b ON public.leads_lead USING btree (merged_into_id);


--
-- Name: leads_lead_run_id_2abd7ada; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_lead_run_id_2abd7ada ON public.leads_lead USING btree (run_id);


--
-- Name: leads_leadrule_lead_id_131267c9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_leadrule_lead_id_131267c9 ON public.leads_leadrule USING btree (lead_id);


--
-- Name: leads_leadstep_actor_id_edd853fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_leadstep_actor_id_edd853fe ON public.leads_leadstep USING btree (actor_id);


--
-- Name: leads_leadstep_lead_id_2822030e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_leadstep_lead_id_2822030e ON public.leads_leadstep USING btree (lead_id);


--
-- Name: leads_question_answered_by_id_313d6cb2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_question_answered_by_id_313d6cb2 ON public.leads_question USING btree (answered_by_id);


--
-- Name: leads_question_asked_by_id_13b0777c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_question_asked_by_id_13b0777c ON public.leads_question USING btree (asked_by_id);


--
-- Name: leads_question_lead_id_a46cdd56; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_question_lead_id_a46cdd56 ON public.leads_question USING btree (lead_id);


--
-- Name: leads_question_party_id_de368502; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_question_party_id_de368502 ON public.leads_question USING btree (party_id);


--
-- Name: leads_runchange_run_id_672fc740; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_runchange_run_id_672fc740 ON public.leads_runchange USING btree (run_id);


--
-- Name: leads_screeningrun_run_id_2d8fa805_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX leads_screeningrun_run_id_2d8fa805_like ON public.leads_screeningrun USING btree (run_id varchar_pattern_ops);


--
-- Name: mfa_authenticator_user_id_0c3a50c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


--
-- Name: operations_heart_beat_at_61e40cbf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX operations_heart_beat_at_61e40cbf ON public.operations_heart USING btree (beat_at);


--
-- Name: operations_heart_name_6a840d3d_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX operations_heart_name_6a840d3d_like ON public.operations_heart USING btree (name varchar_pattern_ops);


--
-- Name: operations_turn_job_38ec883d_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX operations_turn_job_38ec883d_like ON public.operations_turn USING btree (job varchar_pattern_ops);


--
-- Name: question_open_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX question_open_once ON public.leads_question USING btree (lead_id) WHERE (closed_at IS NULL);


--
-- Name: question_party; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX question_party ON public.leads_question USING btree (party_id, asked_at DESC);


--
-- Name: record_org; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_org ON public.registers_record USING btree (org, register);


--
-- Name: registers_attachment_author_id_11107d55; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_attachment_author_id_11107d55 ON public.registers_attachment USING btree (author_id);


--
-- Name: registers_attachment_record_id_14de13c1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_attachment_record_id_14de13c1 ON public.registers_attachment USING btree (record_id);


--
-- Name: registers_change_author_id_7bfb2c5d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_change_author_id_7bfb2c5d ON public.registers_change USING btree (author_id);


--
-- Name: registers_duplicateverdict_author_id_39d2bb53; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_duplicateverdict_author_id_39d2bb53 ON public.registers_duplicateverdict USING btree (author_id);


--
-- Name: registers_duplicateverdict_one_id_af6f196f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_duplicateverdict_one_id_af6f196f ON public.registers_duplicateverdict USING btree (one_id);


--
-- Name: registers_duplicateverdict_other_id_7641fc02; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_duplicateverdict_other_id_7641fc02 ON public.registers_duplicateverdict USING btree (other_id);


--
-- Name: registers_pendingimport_user_id_5c39a397; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_pendingimport_user_id_5c39a397 ON public.registers_pendingimport USING btree (user_id);


--
-- Name: registers_savedview_user_id_be93ef0f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_savedview_user_id_be93ef0f ON public.registers_savedview USING btree (user_id);


--
-- Name: registers_state_change_id_fe9ad534; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_state_change_id_fe9ad534 ON public.registers_state USING btree (change_id);


--
-- Name: registers_state_record_id_be8a3d67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX registers_state_record_id_be8a3d67 ON public.registers_state USING btree (record_id);


--
-- Name: screening_backtest_asked_by_id_129309ff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_backtest_asked_by_id_129309ff ON public.screening_backtest USING btree (asked_by_id);


--
-- Name: screening_plan_changed_by_id_9b7b1d16; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_plan_changed_by_id_9b7b1d16 ON public.screening_plan USING btree (changed_by_id);


--
-- Name: screening_plan_dataset_e3bf2903_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_plan_dataset_e3bf2903_like ON public.screening_plan USING btree (dataset varchar_pattern_ops);


--
-- Name: screening_rulesetting_by_id_705b4fe9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_rulesetting_by_id_705b4fe9 ON public.screening_rulesetting USING btree (by_id);


--
-- Name: screening_screeningjob_asked_by_id_a306209f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_screeningjob_asked_by_id_a306209f ON public.screening_screeningjob USING btree (asked_by_id);


--
-- Name: screening_screeningjob_run_id_242ef2b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_screeningjob_run_id_242ef2b2 ON public.screening_screeningjob USING btree (run_id);


--
-- Name: screening_suppressiondecision_by_id_f4239b31; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_suppressiondecision_by_id_f4239b31 ON public.screening_suppressiondecision USING btree (by_id);


--
-- Name: screening_suppressiondecision_lifted_by_id_bf77b191; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX screening_suppressiondecision_lifted_by_id_bf77b191 ON public.screening_suppressiondecision USING btree (lifted_by_id);


--
-- Name: site_scheduledjob_name_bcc28b10_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX site_scheduledjob_name_bcc28b10_like ON public.site_scheduledjob USING btree (name varchar_pattern_ops);


--
-- Name: state_c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_c0 ON public.registers_state USING btree (replaced_at, register, c0, id);


--
-- Name: state_c1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_c1 ON public.registers_state USING btree (replaced_at, register, c1, id);


--
-- Name: state_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_due ON public.registers_state USING btree (replaced_at, due_on, register) WHERE (due_on IS NOT NULL);


--
-- Name: state_line; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_line ON public.registers_state USING btree (replaced_at, line, due_on);


--
-- Name: state_operator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_operator ON public.registers_state USING btree (replaced_at, operator) WHERE (NOT ((operator)::text = ''::text));


--
-- Name: state_org; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_org ON public.registers_state USING btree (replaced_at, org, register);


--
-- Name: state_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_record ON public.registers_state USING btree (record_id, valid_from);


--
-- Name: state_scope; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX state_scope ON public.registers_state USING btree (replaced_at, register, region, remit, valid_to, valid_from, gone);


--
-- Name: submission_duty; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_duty ON public.filing_submission USING btree (duty_id, period, party_id);


--
-- Name: submission_party; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_party ON public.filing_submission USING btree (party_id, uploaded_at, id);


--
-- Name: submission_region; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_region ON public.filing_submission USING btree (region, uploaded_at, id);


--
-- Name: submission_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_state ON public.filing_submission USING btree (state, uploaded_at, id);


--
-- Name: submission_uploaded; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX submission_uploaded ON public.filing_submission USING btree (uploaded_at, id);


--
-- Name: submission_version_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX submission_version_once ON public.filing_submission USING btree (series, version) WHERE (number IS NOT NULL);


--
-- Name: suppression_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX suppression_once ON public.screening_suppressiondecision USING btree (rule, subject) WHERE (lifted_at IS NULL);


--
-- Name: tasks_db_new_ordering_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);


--
-- Name: unique_authenticator_type; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


--
-- Name: unique_primary_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


--
-- Name: unique_verified_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


--
-- Name: user_scope; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX user_scope ON public.accounts_user USING btree (region, remit);


--
-- Name: audit_apart audit_apart_no_replace; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_apart_no_replace BEFORE INSERT ON public.audit_apart FOR EACH ROW EXECUTE FUNCTION public.audit_apart_no_replace();


--
-- Name: audit_apart audit_apart_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_apart_no_truncate BEFORE TRUNCATE ON public.audit_apart FOR EACH STATEMENT EXECUTE FUNCTION public.audit_apart_no_truncate();


--
-- Name: audit_apart audit_apart_no_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_apart_no_update BEFORE UPDATE ON public.audit_apart FOR EACH ROW EXECUTE FUNCTION public.audit_apart_no_update();


--
-- Name: audit_apart audit_apart_only_by_law; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_apart_only_by_law BEFORE DELETE ON public.audit_apart FOR EACH ROW EXECUTE FUNCTION public.audit_apart_only_by_law();


--
-- Name: audit_entry audit_entry_in_order; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_in_order BEFORE INSERT ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_entry_in_order();


--
-- Name: audit_entry audit_entry_no_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_entry_no_delete();


--
-- Name: audit_entry audit_entry_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.audit_entry_no_truncate();


--
-- Name: audit_entry audit_entry_no_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_entry_no_update();


--
-- Name: audit_head audit_head_no_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON public.audit_head FOR EACH ROW EXECUTE FUNCTION public.audit_head_no_delete();


--
-- Name: audit_head audit_head_no_replace; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON public.audit_head FOR EACH ROW EXECUTE FUNCTION public.audit_head_no_replace();


--
-- Name: audit_head audit_head_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON public.audit_head FOR EACH STATEMENT EXECUTE FUNCTION public.audit_head_no_truncate();


--
-- Name: audit_head audit_head_only_forward; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON public.audit_head FOR EACH ROW EXECUTE FUNCTION public.audit_head_only_forward();


--
-- Name: audit_key audit_key_no_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_key_no_delete BEFORE DELETE ON public.audit_key FOR EACH ROW EXECUTE FUNCTION public.audit_key_no_delete();


--
-- Name: audit_key audit_key_no_replace; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_key_no_replace BEFORE INSERT ON public.audit_key FOR EACH ROW EXECUTE FUNCTION public.audit_key_no_replace();


--
-- Name: audit_key audit_key_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_key_no_truncate BEFORE TRUNCATE ON public.audit_key FOR EACH STATEMENT EXECUTE FUNCTION public.audit_key_no_truncate();


--
-- Name: audit_key audit_key_no_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_key_no_update BEFORE UPDATE ON public.audit_key FOR EACH ROW EXECUTE FUNCTION public.audit_key_no_update();


--
-- Name: audit_root audit_root_no_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_root_no_delete BEFORE DELETE ON public.audit_root FOR EACH ROW EXECUTE FUNCTION public.audit_root_no_delete();


--
-- Name: audit_root audit_root_no_replace; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_root_no_replace BEFORE INSERT ON public.audit_root FOR EACH ROW EXECUTE FUNCTION public.audit_root_no_replace();


--
-- Name: audit_root audit_root_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_root_no_truncate BEFORE TRUNCATE ON public.audit_root FOR EACH STATEMENT EXECUTE FUNCTION public.audit_root_no_truncate();


--
-- Name: audit_root audit_root_no_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_root_no_update BEFORE UPDATE ON public.audit_root FOR EACH ROW EXECUTE FUNCTION public.audit_root_no_update();


--
-- Name: leads_lead leads_lead_tally_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_lead_tally_delete AFTER DELETE ON public.leads_lead FOR EACH ROW EXECUTE FUNCTION public.leads_lead_tally_delete();


--
-- Name: leads_lead leads_lead_tally_insert; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_lead_tally_insert AFTER INSERT ON public.leads_lead FOR EACH ROW EXECUTE FUNCTION public.leads_lead_tally_insert();


--
-- Name: leads_lead leads_lead_tally_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_lead_tally_update AFTER UPDATE OF region, remit, state, grade ON public.leads_lead FOR EACH ROW WHEN ((((old.region)::text <> (new.region)::text) OR (old.remit <> new.remit) OR ((old.state)::text <> (new.state)::text) OR ((old.grade)::text <> (new.grade)::text))) EXECUTE FUNCTION public.leads_lead_tally_update();


--
-- Name: leads_leadrule leads_leadrule_tally_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_leadrule_tally_delete BEFORE DELETE ON public.leads_leadrule FOR EACH ROW EXECUTE FUNCTION public.leads_leadrule_tally_delete();


--
-- Name: leads_leadrule leads_leadrule_tally_insert; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_leadrule_tally_insert BEFORE INSERT ON public.leads_leadrule FOR EACH ROW EXECUTE FUNCTION public.leads_leadrule_tally_insert();


--
-- Name: leads_leadrule leads_leadrule_tally_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leads_leadrule_tally_update BEFORE UPDATE OF rule, family, clause ON public.leads_leadrule FOR EACH ROW EXECUTE FUNCTION public.leads_leadrule_tally_update();


--
-- Name: account_emailaddress account_emailaddress_user_id_2c513194_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailconfirmation account_emailconfirm_email_address_id_5b7f8c58_fk_account_e; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_apitoken accounts_apitoken_user_id_bbee13e0_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_user_id_bbee13e0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_post accounts_post_department_id_3b115e2a_fk_accounts_department_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_post
    ADD CONSTRAINT accounts_post_department_id_3b115e2a_fk_accounts_department_id FOREIGN KEY (department_id) REFERENCES public.accounts_department(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_post accounts_post_user_id_ecf3e197_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_post
    ADD CONSTRAINT accounts_post_user_id_ecf3e197_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_user accounts_user_party_id_a807cad4_fk_accounts_party_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_party_id_a807cad4_fk_accounts_party_id FOREIGN KEY (party_id) REFERENCES public.accounts_party(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: audit_apart audit_apart_entry_id_df0f08e2_fk_audit_entry_number; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_apart
    ADD CONSTRAINT audit_apart_entry_id_df0f08e2_fk_audit_entry_number FOREIGN KEY (entry_id) REFERENCES public.audit_entry(number) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_apicall filing_apicall_user_id_577ca3bb_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_apicall
    ADD CONSTRAINT filing_apicall_user_id_577ca3bb_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_chase filing_chase_by_id_2a3ab7a8_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_chase
    ADD CONSTRAINT filing_chase_by_id_2a3ab7a8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_chase filing_chase_duty_id_8e00c321_fk_filing_duty_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_chase
    ADD CONSTRAINT filing_chase_duty_id_8e00c321_fk_filing_duty_id FOREIGN KEY (duty_id) REFERENCES public.filing_duty(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_chase filing_chase_party_id_aec18f10_fk_accounts_party_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_chase
    ADD CONSTRAINT filing_chase_party_id_aec18f10_fk_accounts_party_id FOREIGN KEY (party_id) REFERENCES public.accounts_party(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_duty filing_duty_made_by_id_8ebfd64f_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_duty
    ADD CONSTRAINT filing_duty_made_by_id_8ebfd64f_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_faultlist filing_faultlist_submission_id_dba2fd7b_fk_filing_submission_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_faultlist
    ADD CONSTRAINT filing_faultlist_submission_id_dba2fd7b_fk_filing_submission_id FOREIGN KEY (submission_id) REFERENCES public.filing_submission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_filing filing_filing_decided_by_id_261742e1_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_filing_decided_by_id_261742e1_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_filing filing_filing_material_id_a5309ee3_fk_filing_submission_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_filing_material_id_a5309ee3_fk_filing_submission_id FOREIGN KEY (material_id) REFERENCES public.filing_submission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_filing filing_filing_party_id_f3cec593_fk_accounts_party_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_filing_party_id_f3cec593_fk_accounts_party_id FOREIGN KEY (party_id) REFERENCES public.accounts_party(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_filing filing_filing_promised_by_id_24dcc40b_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_filing
    ADD CONSTRAINT filing_filing_promised_by_id_24dcc40b_fk_accounts_user_id FOREIGN KEY (promised_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submission filing_submission_corrects_id_b74b12f5_fk_filing_submission_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_corrects_id_b74b12f5_fk_filing_submission_id FOREIGN KEY (corrects_id) REFERENCES public.filing_submission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submission filing_submission_duty_id_f1e8322b_fk_filing_duty_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_duty_id_f1e8322b_fk_filing_duty_id FOREIGN KEY (duty_id) REFERENCES public.filing_duty(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submission filing_submission_party_id_cbbff3d5_fk_accounts_party_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_party_id_cbbff3d5_fk_accounts_party_id FOREIGN KEY (party_id) REFERENCES public.accounts_party(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submission filing_submission_uploaded_by_id_d9377376_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submission
    ADD CONSTRAINT filing_submission_uploaded_by_id_d9377376_fk_accounts_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submittedfile filing_submittedfile_inside_id_fafe41b5_fk_filing_su; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submittedfile
    ADD CONSTRAINT filing_submittedfile_inside_id_fafe41b5_fk_filing_su FOREIGN KEY (inside_id) REFERENCES public.filing_submittedfile(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: filing_submittedfile filing_submittedfile_submission_id_641d77a3_fk_filing_su; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_submittedfile
    ADD CONSTRAINT filing_submittedfile_submission_id_641d77a3_fk_filing_su FOREIGN KEY (submission_id) REFERENCES public.filing_submission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_lead leads_lead_assignee_id_b9779fc0_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_assignee_id_b9779fc0_fk_accounts_user_id FOREIGN KEY (assignee_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_lead leads_lead_first_run_id_38b93841_fk_leads_screeningrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_first_run_id_38b93841_fk_leads_screeningrun_id FOREIGN KEY (first_run_id) REFERENCES public.leads_screeningrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_lead leads_lead_gone_in_id_adab352f_fk_leads_screeningrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_gone_in_id_adab352f_fk_leads_screeningrun_id FOREIGN KEY (gone_in_id) REFERENCES public.leads_screeningrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_lead leads_lead_merged_into_id_c068178b_fk_leads_lead_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_merged_into_id_c068178b_fk_leads_lead_id FOREIGN KEY (merged_into_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_lead leads_lead_run_id_2abd7ada_fk_leads_screeningrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_run_id_2abd7ada_fk_leads_screeningrun_id FOREIGN KEY (run_id) REFERENCES public.leads_screeningrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_leadcontent leads_leadcontent_lead_id_0091605c_fk_leads_lead_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadcontent
    ADD CONSTRAINT leads_leadcontent_lead_id_0091605c_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_leadrule leads_leadrule_lead_id_131267c9_fk_leads_lead_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadrule
    ADD CONSTRAINT leads_leadrule_lead_id_131267c9_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_leadstep leads_leadstep_actor_id_edd853fe_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadstep
    ADD CONSTRAINT leads_leadstep_actor_id_edd853fe_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_leadstep leads_leadstep_lead_id_2822030e_fk_leads_lead_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_leadstep
    ADD CONSTRAINT leads_leadstep_lead_id_2822030e_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_question leads_question_answered_by_id_313d6cb2_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_question
    ADD CONSTRAINT leads_question_answered_by_id_313d6cb2_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_question leads_question_asked_by_id_13b0777c_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_question
    ADD CONSTRAINT leads_question_asked_by_id_13b0777c_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_question leads_question_lead_id_a46cdd56_fk_leads_lead_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_question
    ADD CONSTRAINT leads_question_lead_id_a46cdd56_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_question leads_question_party_id_de368502_fk_accounts_party_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_question
    ADD CONSTRAINT leads_question_party_id_de368502_fk_accounts_party_id FOREIGN KEY (party_id) REFERENCES public.accounts_party(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: leads_runchange leads_runchange_run_id_672fc740_fk_leads_screeningrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leads_runchange
    ADD CONSTRAINT leads_runchange_run_id_672fc740_fk_leads_screeningrun_id FOREIGN KEY (run_id) REFERENCES public.leads_screeningrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mfa_authenticator mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_attachment registers_attachment_author_id_11107d55_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_attachment
    ADD CONSTRAINT registers_attachment_author_id_11107d55_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_attachment registers_attachment_record_id_14de13c1_fk_registers_record_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_attachment
    ADD CONSTRAINT registers_attachment_record_id_14de13c1_fk_registers_record_id FOREIGN KEY (record_id) REFERENCES public.registers_record(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_change registers_change_author_id_7bfb2c5d_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_change
    ADD CONSTRAINT registers_change_author_id_7bfb2c5d_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_duplicateverdict registers_duplicatev_author_id_39d2bb53_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_duplicateverdict
    ADD CONSTRAINT registers_duplicatev_author_id_39d2bb53_fk_accounts_ FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_duplicateverdict registers_duplicatev_one_id_af6f196f_fk_registers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_duplicateverdict
    ADD CONSTRAINT registers_duplicatev_one_id_af6f196f_fk_registers FOREIGN KEY (one_id) REFERENCES public.registers_record(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_duplicateverdict registers_duplicatev_other_id_7641fc02_fk_registers; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_duplicateverdict
    ADD CONSTRAINT registers_duplicatev_other_id_7641fc02_fk_registers FOREIGN KEY (other_id) REFERENCES public.registers_record(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_pendingimport registers_pendingimport_user_id_5c39a397_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_pendingimport
    ADD CONSTRAINT registers_pendingimport_user_id_5c39a397_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_savedview registers_savedview_user_id_be93ef0f_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_savedview
    ADD CONSTRAINT registers_savedview_user_id_be93ef0f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_state registers_state_change_id_fe9ad534_fk_registers_change_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_state
    ADD CONSTRAINT registers_state_change_id_fe9ad534_fk_registers_change_id FOREIGN KEY (change_id) REFERENCES public.registers_change(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: registers_state registers_state_record_id_be8a3d67_fk_registers_record_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.registers_state
    ADD CONSTRAINT registers_state_record_id_be8a3d67_fk_registers_record_id FOREIGN KEY (record_id) REFERENCES public.registers_record(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_backtest screening_backtest_asked_by_id_129309ff_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_backtest
    ADD CONSTRAINT screening_backtest_asked_by_id_129309ff_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_backtest screening_backtest_setting_id_a758daa6_fk_screening; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_backtest
    ADD CONSTRAINT screening_backtest_setting_id_a758daa6_fk_screening FOREIGN KEY (setting_id) REFERENCES public.screening_rulesetting(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_plan screening_plan_changed_by_id_9b7b1d16_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_plan
    ADD CONSTRAINT screening_plan_changed_by_id_9b7b1d16_fk_accounts_user_id FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_rulesetting screening_rulesetting_by_id_705b4fe9_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_rulesetting
    ADD CONSTRAINT screening_rulesetting_by_id_705b4fe9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_screeningjob screening_screeningjob_asked_by_id_a306209f_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_screeningjob
    ADD CONSTRAINT screening_screeningjob_asked_by_id_a306209f_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_screeningjob screening_screeningjob_run_id_242ef2b2_fk_leads_screeningrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_screeningjob
    ADD CONSTRAINT screening_screeningjob_run_id_242ef2b2_fk_leads_screeningrun_id FOREIGN KEY (run_id) REFERENCES public.leads_screeningrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_suppressiondecision screening_suppressio_by_id_f4239b31_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_suppressiondecision
    ADD CONSTRAINT screening_suppressio_by_id_f4239b31_fk_accounts_ FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: screening_suppressiondecision screening_suppressio_lifted_by_id_bf77b191_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.screening_suppressiondecision
    ADD CONSTRAINT screening_suppressio_lifted_by_id_bf77b191_fk_accounts_ FOREIGN KEY (lifted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--

\unrestrict 4hr6DKgiaS2Femy5AZ8T9qHZnJGzZbWAKNTE8CDOSFuEJHxkadAyJrac3eJfgW1

